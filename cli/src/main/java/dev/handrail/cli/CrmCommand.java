package dev.handrail.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How the tenant's CRM is, and getting it ready. */
@Command(name = "crm")
final class CrmCommand {

    private static final String ROW = "  %-13s %s%n";

    private final Map<String, String> environment;
    private final PrintWriter out;

    CrmCommand(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    /** 0 only when it is up. */
    @Command(name = "status")
    int status() {
        JsonNode health = new Api(Target.find(environment)).getEvenIfAway("/health/crm");
        String status = health.path("status").asString("unknown");
        out.printf("%s: %s%n", health.path("provider").asString("unknown"), status.replace('_', ' '));
        row("problem", health.path("problem").asString("").replace('_', ' '));
        row("to do", health.path("detail").asString(""));
        row("credentials", health.path("credentialsFrom").asString(""));
        row("breaker", health.at("/breaker/state").asString("").replace('_', ' '));
        health.path("budgets")
                .forEach(budget -> row(
                        budget.path("period").asString(),
                        "%d of %d calls left, all again at %s%s"
                                .formatted(
                                        budget.path("remaining").asLong(),
                                        budget.path("capacity").asLong(),
                                        budget.path("resetsAt").asString(),
                                        budget.path("critical").asBoolean() ? "   CRITICAL" : "")));
        return status.equals("up") ? 0 : 1;
    }

    /** 0 only when leads can go there. */
    @Command(name = "setup")
    int setUp() {
        JsonNode report =
                new Api(Target.find(environment)).post("/api/admin/crm/setup", JsonNodeFactory.instance.objectNode());
        boolean ready = report.path("ready").asBoolean(false);
        out.printf("%s is %s.%n", report.path("provider").asString("unknown"), ready ? "ready" : "not ready yet");
        rows("made", report.path("created"));
        rows("there", report.path("present"));
        rows("MISSING", report.path("missing"));
        report.path("unfit").forEach(field -> row("UNFIT", field.asString()));
        report.path("missingScopes").forEach(scope -> row("SCOPE MISSING", scope.asString()));
        out.println(report.path("next").asString(""));
        return ready ? 0 : 1;
    }

    private void rows(String name, JsonNode byObject) {
        byObject.properties().forEach(object -> {
            String fields = String.join(
                    ", ",
                    object.getValue().valueStream().map(JsonNode::asString).toList());
            row(name, "%s: %s".formatted(object.getKey(), fields));
        });
    }

    private void row(String name, String text) {
        if (!text.isEmpty()) {
            out.printf(ROW, name, text);
        }
    }
}
