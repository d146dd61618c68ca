package dev.handrail.cli;

import dev.handrail.policy.Policy;
import dev.handrail.policy.PolicyRefused;
import dev.handrail.tool.Catalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Checks, tries, shows and applies policies. */
@Command(name = "policy")
final class PolicyCommand {

    private static final String POLICIES = "/api/policies";
    private static final Duration REPLAY = Duration.ofMinutes(5);

    private final Map<String, String> environment;
    private final PrintWriter out;
    private final PrintWriter err;
    private final PrintWriter file;

    /** @param file for what is to be kept as it is, such as a policy */
    PolicyCommand(Map<String, String> environment, PrintWriter out, PrintWriter err, PrintWriter file) {
        this.environment = environment;
        this.out = out;
        this.err = err;
        this.file = file;
    }

    /** Needs no running Handrail. */
    @Command(name = "check")
    int check(@Parameters(paramLabel = "FILE") Path file) {
        try {
            Policy policy = Policy.parse(read(file), Catalog.crm());
            policy.warnings(Catalog.crm()).forEach(warning -> err.println("Warning: " + warning.in(file.toString())));
            out.printf(
                    "%s would be taken: %s, hash %s.%n",
                    file, count(policy.ruleCount(), "rule"), policy.hash().substring(0, 12));
            return 0;
        } catch (PolicyRefused refused) {
            tell(refused, file);
            return 1;
        }
    }

    private void tell(PolicyRefused refused, Path file) {
        refused.problems().forEach(problem -> err.println(problem.in(file.toString())));
    }

    @Command(name = "simulate")
    int simulate(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--since", defaultValue = "30d") String since,
            @Option(names = "--all") boolean all) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("yaml", read(file));
        request.put("since", since);
        JsonNode replayed = send(file, POLICIES + "/simulate", request);
        new SimulationReport(out, names(), all).print(replayed);
        return 0;
    }

    /** What the keys are called by which calls were made, by id; a report without them is better than none. */
    private Map<String, String> names() {
        try {
            return new Api(Target.find(environment))
                    .get("/api/keys", Map.of())
                    .path("keys")
                    .valueStream()
                    .collect(Collectors.toMap(
                            key -> key.path("id").asString(""),
                            key -> key.path("name").asString(""),
                            (one, _) -> one));
        } catch (Failure notToldTheNames) {
            return Map.of();
        }
    }

    @Command(name = "apply")
    int apply(@Parameters(paramLabel = "FILE") Path file, @Option(names = "--note", required = true) String note) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("yaml", read(file));
        request.put("note", note);
        JsonNode applied = send(file, POLICIES, request);
        out.printf(
                "Version %d is active, by %s since %s.%n",
                applied.path("version").asLong(),
                applied.path("by").asString(""),
                applied.path("at").asString(""));
        return 0;
    }

    /** Prints a policy that can be changed and applied; what is known about it stands in comments. */
    @Command(name = "show")
    int show(@Option(names = "--version") @Nullable Long version) {
        Api api = new Api(Target.find(environment));
        JsonNode policy = version == null
                ? api.get(POLICIES, Map.of("limit", "1")).path("active")
                : api.get(POLICIES + "/" + version, Map.of());
        if (policy.path("version").asLong() == 0) {
            file.println("# The installation's policy, which a tenant without one of its own has.");
        } else {
            file.printf("# Version %s%n", described(policy));
        }
        file.print(policy.path("yaml").asString(""));
        file.flush();
        return 0;
    }

    @Command(name = "versions")
    int versions(@Option(names = "--limit", defaultValue = "20") int limit) {
        JsonNode page = new Api(Target.find(environment)).get(POLICIES, Map.of("limit", String.valueOf(limit)));
        for (JsonNode version : page.path("versions")) {
            out.println(described(version));
        }
        return 0;
    }

    private static String described(JsonNode policy) {
        return "%d  %s  %s  %s  %s"
                .formatted(
                        policy.path("version").asLong(),
                        policy.path("at").asString(""),
                        policy.path("by").asString(""),
                        policy.path("hash")
                                .asString("")
                                .transform(hash -> hash.substring(0, Math.min(12, hash.length()))),
                        policy.path("note").asString("").replaceAll("\\s+", " "));
    }

    /** What the api has against the policy is told by the name of the file. */
    private JsonNode send(Path file, String path, ObjectNode request) {
        try {
            return new Api(Target.find(environment)).post(path, request, REPLAY);
        } catch (Failure failure) {
            try {
                Policy.parse(request.path("yaml").asString(""), Catalog.crm());
            } catch (PolicyRefused refused) {
                tell(refused, file);
                throw new Failure("The policy is refused; nothing was changed", failure);
            }
            throw failure;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new Failure("%s is not UTF-8; save it as UTF-8".formatted(file), e);
        } catch (IOException e) {
            throw new Failure("Cannot read " + file, e);
        }
    }

    static String count(long number, String thing) {
        return number == 1 ? "1 " + thing : "%d %ss".formatted(number, thing);
    }
}
