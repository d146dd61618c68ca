package dev.handrail.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Who is told what waits, and whether it arrives. */
@Command(name = "notifications")
final class NotificationsCommand implements java.util.concurrent.Callable<Integer> {

    private static final String NOTIFICATIONS = "/api/notifications";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int POLLS = 120;

    private final Map<String, String> environment;
    private final PrintWriter out;

    NotificationsCommand(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() {
        JsonNode declared = new Api(Target.find(environment)).get(NOTIFICATIONS, Map.of());
        if (declared.path("channels").isEmpty()) {
            out.println("Nobody is told. docs/notifications.md says how to declare a channel.");
        }
        declared.path("channels")
                .forEach(channel -> out.printf(
                        "%-20s %-8s %s%n",
                        channel.path("name").asString(""), channel.path("kind").asString(""), destination(channel)));
        return 0;
    }

    private static String destination(JsonNode channel) {
        String recipients = String.join(
                ", ",
                channel.path("recipients").valueStream().map(JsonNode::asString).toList());
        String people = channel.path("people").asBoolean(false) ? "approvers who signed in" : "";
        return String.join(
                recipients.isEmpty() || people.isEmpty() ? "" : ", ",
                channel.path("address").asString(recipients),
                people);
    }

    /** 0 only when it arrived everywhere. */
    @Command(name = "test")
    int test(@Parameters(paramLabel = "NAME") String name) throws InterruptedException {
        if (!name.matches("[a-z0-9-]+")) {
            throw new Failure("There is no channel of this name. See ./handrail notifications");
        }
        Api api = new Api(Target.find(environment));
        Set<String> sent = new HashSet<>();
        api.post("%s/%s/test".formatted(NOTIFICATIONS, name), JsonNodeFactory.instance.objectNode())
                .path("deliveries")
                .forEach(id -> sent.add(id.asString()));
        for (int i = 0; i < POLLS; i++) {
            JsonNode latest = api.get(NOTIFICATIONS + "/deliveries", Map.of("limit", "200"));
            for (JsonNode delivery : latest.path("deliveries")) {
                if (sent.contains(delivery.path("id").asString(""))) {
                    if (delivery.hasNonNull("problem")) {
                        out.printf(
                                "It did not arrive: %s.%n",
                                delivery.path("problem").asString(""));
                        return 1;
                    }
                    if (delivery.path("state").asString("").equals("delivered")) {
                        sent.remove(delivery.path("id").asString(""));
                    }
                }
            }
            if (sent.isEmpty()) {
                out.println("It arrived.");
                return 0;
            }
            Thread.sleep(POLL);
        }
        out.println("No worker has sent it yet. See ./handrail status");
        return 1;
    }
}
