package dev.handrail.cli;

import java.util.ArrayList;
import java.util.List;

/** The addresses a person may want to open. */
public final class Addresses {

    private Addresses() {}

    public static List<String> of(Target target) {
        List<String> lines = new ArrayList<>(List.of(
                "  api           " + target.url() + "/api/leads",
                "  api reference " + target.url() + "/openapi.json",
                "  MCP           " + target.url() + "/mcp",
                "  health        " + target.url() + "/health"));
        if (target.temporalUi() != null) {
            lines.add("  Temporal UI   " + target.temporalUi());
        }
        return List.copyOf(lines);
    }
}
