package dev.handrail.api.mcp;

import dev.handrail.api.problem.ProblemException;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Tells a model that calls a tool there is not what to call instead; the SDK would only say that it is unknown. */
final class UnknownTools implements McpStatelessServerTransport {

    private final McpStatelessServerTransport transport;
    private final Function<String, Optional<ProblemException>> objection;

    /** @param objection why there is no tool of this name; empty when there is one */
    UnknownTools(McpStatelessServerTransport transport, Function<String, Optional<ProblemException>> objection) {
        this.transport = transport;
        this.objection = objection;
    }

    @Override
    public void setMcpHandler(McpStatelessServerHandler handler) {
        transport.setMcpHandler(new McpStatelessServerHandler() {
            @Override
            public Mono<JSONRPCResponse> handleRequest(McpTransportContext context, JSONRPCRequest request) {
                return called(request)
                        .flatMap(objection)
                        .map(problem ->
                                Mono.just(JSONRPCResponse.result(request.id(), McpAnswers.problem(problem.problem()))))
                        .orElseGet(() -> handler.handleRequest(context, request));
            }

            @Override
            public Mono<Void> handleNotification(McpTransportContext context, JSONRPCNotification notification) {
                return handler.handleNotification(context, notification);
            }
        });
    }

    private static Optional<String> called(JSONRPCRequest request) {
        return McpSchema.METHOD_TOOLS_CALL.equals(request.method())
                        && request.params() instanceof Map<?, ?> parameters
                        && parameters.get("name") instanceof String name
                ? Optional.of(name)
                : Optional.empty();
    }

    @Override
    public Mono<Void> closeGracefully() {
        return transport.closeGracefully();
    }

    @Override
    public List<String> protocolVersions() {
        return transport.protocolVersions();
    }
}
