package dev.handrail.api.mcp;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.ProblemException;
import dev.handrail.api.problem.ProblemWriter;
import dev.handrail.api.request.RequestBodies;
import dev.handrail.api.request.StrictJson;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.JsonNode;

/** Keeps the SDK's own errors, which carry stack traces, from callers. */
final class McpShield extends OncePerRequestFilter {

    private final int maxBody;

    McpShield(int maxBody) {
        this.maxBody = maxBody;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            ProblemWriter.write(
                    request,
                    response,
                    Problem.of(405, "method_not_allowed", "MCP here is stateless: only POST, no stream to GET"));
            return;
        }
        String accept = String.valueOf(request.getHeader("Accept"));
        if (!accept.contains("application/json") || !accept.contains("text/event-stream")) {
            ProblemWriter.write(
                    request,
                    response,
                    Problem.of(
                            406, "not_acceptable", "Send 'Accept: application/json, text/event-stream', as MCP asks"));
            return;
        }
        if (!String.valueOf(request.getContentType()).startsWith("application/json")) {
            ProblemWriter.write(request, response, problem(415));
            return;
        }
        byte[] body;
        try {
            body = RequestBodies.bytes(request.getInputStream(), request.getContentLengthLong(), maxBody);
            requireMessage(StrictJson.parseOnly(body));
        } catch (ProblemException e) {
            ProblemWriter.write(request, response, e.problem());
            return;
        }
        HeldAnswer answer = new HeldAnswer(response);
        chain.doFilter(new ReadRequest(request, body), answer);
        if (answer.getStatus() >= 400) {
            ProblemWriter.write(request, response, problem(answer.getStatus()));
        } else {
            answer.copyBodyToResponse();
        }
    }

    private static void requireMessage(JsonNode message) {
        boolean known = message.isObject()
                && "2.0".equals(message.path("jsonrpc").asString(""))
                && message.path("method").isString();
        if (!known) {
            throw Problem.of(400, "invalid_message", "The body is not an MCP request or notification (JSON-RPC 2.0)")
                    .toException();
        }
    }

    /** Holds errors back as well. */
    private static final class HeldAnswer extends ContentCachingResponseWrapper {

        HeldAnswer(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status) {
            setStatus(status);
        }

        @Override
        public void sendError(int status, String message) {
            setStatus(status);
        }
    }

    /** A request whose body was read. */
    private static final class ReadRequest extends HttpServletRequestWrapper {

        private final byte[] body;

        ReadRequest(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("The body was read already");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 403 ->
                Problem.of(
                        403,
                        "origin_not_allowed",
                        "This Origin may not call /mcp; an operator allows it with handrail.api.mcp-origins");
            case 421 ->
                Problem.of(
                        421,
                        "host_not_allowed",
                        "This Host is not served; an operator allows it with handrail.api.mcp-hosts");
            case 413 -> Problem.of(413, "too_large", "The message is too large; send less at once");
            case 415 -> Problem.of(415, "unsupported_media_type", "Send application/json in UTF-8");
            case 503 -> Problem.away("unavailable", "Handrail is stopping; send it again shortly");
            default ->
                status < 500
                        ? Problem.of(status, "invalid_message", "The body is not an MCP message (JSON-RPC 2.0)")
                        : Problem.of(
                                500,
                                "internal_error",
                                "Something went wrong here; report it with the correlationId of this answer");
        };
    }
}
