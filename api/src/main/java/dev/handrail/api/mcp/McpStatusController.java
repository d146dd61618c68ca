package dev.handrail.api.mcp;

import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Health")
class McpStatusController {

    private final McpStatelessSyncServer server;

    McpStatusController(McpStatelessSyncServer server) {
        this.server = server;
    }

    record McpStatus(String status, String name, String version, String endpoint, int tools) {}

    @GetMapping("/mcp/status")
    @Operation(summary = "The MCP server and how many tools it has")
    McpStatus status() {
        return new McpStatus(
                "up",
                server.getServerInfo().name(),
                server.getServerInfo().version(),
                McpConfiguration.ENDPOINT,
                server.listTools().size());
    }
}
