package dev.handrail.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Lists leads, newest first, shows one, or undoes one that has ended. */
@Command(name = "leads")
final class LeadsCommand implements Callable<Integer> {

    private static final int PAGE = 100;

    private final Map<String, String> environment;
    private final PrintWriter out;

    @Parameters(arity = "0..1", paramLabel = "ID")
    private @Nullable String id;

    @Option(names = "--status")
    private String status = "";

    @Option(names = "--undo")
    private boolean undo;

    @Option(names = "--reason")
    private String reason = "";

    @Option(names = "--limit")
    private int limit = 20;

    LeadsCommand(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() {
        Api api = new Api(Target.find(environment));
        if (undo) {
            return undo(api);
        }
        if (id != null) {
            JsonMapper pretty = new JsonMapper();
            out.println(
                    pretty.writerWithDefaultPrettyPrinter().writeValueAsString(api.get("/api/leads/" + id, Map.of())));
            return 0;
        }
        String cursor = "";
        int left = limit;
        do {
            JsonNode page = api.get("/api/leads", parameters(cursor, Math.min(left, PAGE)));
            for (JsonNode lead : page.path("leads")) {
                out.printf(
                        "%-32s %-14s %s%n",
                        lead.path("leadId").asString(),
                        lead.path("status").asString(),
                        lead.path("result").asString());
                left--;
            }
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty() && left > 0);
        return 0;
    }

    private int undo(Api api) {
        if (id == null || reason.isBlank()) {
            throw new Failure("Say which lead and why: ./handrail leads ID --undo --reason TEXT");
        }
        api.post(
                "/api/leads/%s/undo".formatted(id),
                JsonNodeFactory.instance.objectNode().put("reason", reason));
        out.printf("Lead %s is being undone; ./handrail leads %s shows how far%n", id, id);
        return 0;
    }

    private Map<String, String> parameters(String cursor, int size) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("status", status);
        parameters.put("cursor", cursor);
        parameters.put("limit", Integer.toString(size));
        return parameters;
    }
}
