package dev.handrail.api.tool;

import dev.handrail.api.ApiProperties;
import dev.handrail.api.request.IdempotencyHeader;
import dev.handrail.api.request.Parameters;
import dev.handrail.api.security.Caller;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Tool;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tools", description = "The one way to change anything")
class ToolController {

    private final Catalog catalog;
    private final ToolCalls calls;
    private final CallStatus status;
    private final ApiProperties properties;

    ToolController(Catalog catalog, ToolCalls calls, CallStatus status, ApiProperties properties) {
        this.catalog = catalog;
        this.calls = calls;
        this.status = status;
        this.properties = properties;
    }

    @GetMapping("/api/capabilities")
    @Operation(summary = "The tools this credential may call")
    Capabilities capabilities(@AuthenticationPrincipal Caller caller) {
        List<Tool> tools = caller.mayCallTools()
                ? catalog.all().stream()
                        .filter(tool -> tool.permission() != Permission.FORBIDDEN)
                        .toList()
                : List.of();
        return Capabilities.of(tools);
    }

    @PostMapping(path = "/api/tools/{name}/calls", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Call a tool",
            description = "Answers the result when it is there within a few seconds, else how the call stands and an id"
                    + " to ask again. The same call again joins the first or answers its stored result.")
    CallReply call(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @RequestBody ToolCallRequest request) {
        return calls.call(caller, name, request.givenArguments(), request.reasoning(), key, request.callback());
    }

    @GetMapping("/api/calls/{id}")
    @Operation(summary = "How a tool call stands; ?wait=25s waits for a change")
    CallReply find(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(name = "wait", required = false) @Nullable String wait) {
        return status.find(caller.tenant(), id, Parameters.wait(wait, properties.longestWait()));
    }
}
