package dev.handrail.cli.demo;

import dev.handrail.cli.Addresses;
import dev.handrail.cli.Api;
import dev.handrail.cli.Failure;
import dev.handrail.cli.Target;
import java.io.PrintWriter;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Leads for 503 real companies go through the product while you watch. */
@Command(name = "demo")
public final class DemoCommand implements Callable<Integer> {

    private static final int SHOWN = 10;

    private final Map<String, String> environment;
    private final PrintWriter out;

    @Option(names = "--same")
    private boolean same;

    @Option(names = "--crm")
    private @Nullable String crm;

    @Option(names = "--real-limits")
    private boolean realLimits;

    @Option(names = "--into-my-crm")
    private boolean intoMyCrm;

    public DemoCommand(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        Api api = new Api(Target.find(environment));
        prepare(api);
        String idPrefix = same ? "demo-same-" : "demo-%s-".formatted(stamp());
        List<DemoLead> leads = new DemoLeads(idPrefix).all();
        boolean terminal = System.console() != null && System.console().isTerminal();
        DemoRun run = new DemoRun(api, idPrefix, leads, new Screen(out, terminal));

        out.printf("Sending %d leads to %s …%n", leads.size(), api.target().url());
        out.flush();
        List<String> refusals;
        try (Farewell ignored = new Farewell(out, handrail())) {
            refusals = run.sendAndWatch();
        }
        if (!refusals.isEmpty()) {
            print("%d leads were refused:".formatted(refusals.size()), refusals);
            return 1;
        }
        List<String> surprises = run.surprises();
        if (!surprises.isEmpty()) {
            print("%d leads ended otherwise than expected:".formatted(surprises.size()), surprises);
            return 1;
        }
        out.printf(
                "%nAll %d leads ended as they should, in %d seconds.%n%n",
                leads.size(), run.elapsed().toSeconds());
        whereNext(api.target(), leads.getFirst().leadId());
        return 0;
    }

    /** A demo's leads go to a CRM that is made for them, or to one that somebody names. */
    private void prepare(Api api) {
        String provider = api.getEvenIfAway("/health/crm").path("provider").asString("office");
        if (crm != null) {
            simulated(DemoCrm.find(crm, environment), provider, api);
        } else if (!provider.equals("office") && !intoMyCrm) {
            throw new Failure(
                    "This Handrail works with a %s, to which the demo would write its leads. ./handrail demo --crm %s brings a simulator; --into-my-crm writes them there all the same"
                            .formatted(provider, provider));
        }
    }

    private void simulated(DemoCrm simulator, String provider, Api api) {
        if (!provider.equals(simulator.name())) {
            throw new Failure(
                    "The Handrail of this demo works with %s instead of %s; end it with %s down and run it again"
                            .formatted(provider, simulator.name(), handrail()));
        }
        if (!realLimits) {
            simulator.liftLimits();
            out.printf(
                    "The simulated %s allows as many calls as you like; --real-limits keeps its limits (%s) and Handrail's own, and takes minutes.%n",
                    simulator.name(), simulator.limits());
        }
        JsonNode report = api.post("/api/admin/crm/setup", JsonNodeFactory.instance.objectNode());
        long made =
                report.path("created").valueStream().mapToLong(JsonNode::size).sum();
        if (!report.path("ready").asBoolean(false)) {
            throw new Failure("The simulated %s could not be set up: %s".formatted(simulator.name(), report));
        }
        out.printf("It is set up; %d fields were made.%n", made);
    }

    private String handrail() {
        return environment.getOrDefault("HANDRAIL_COMMAND", "./handrail");
    }

    private void whereNext(Target target, String leadId) {
        out.println("Where to look next");
        Addresses.of(target).forEach(out::println);
        out.println();
        String handrail = handrail();
        out.printf("  what became of a lead      %s leads %s%n", handrail, leadId);
        out.printf("  those it stopped           %s leads --status BLOCKED%n", handrail);
        out.printf("  the CRM behind it          %s crm status%n", handrail);
        out.printf("  proof of what was done     %s audit verify%n", handrail);
        out.printf("  a key for an approver      %s token --role approver%n", handrail);
        out.printf(
                "  the same from outside      curl -H \"Authorization: Bearer $(%s token --role viewer)\" %s/api/leads/%s%n",
                handrail, target.url(), leadId);
        out.println("  stop everything            ./handrail down");
    }

    private void print(String title, List<String> lines) {
        out.println(title);
        lines.stream().limit(SHOWN).forEach(line -> out.println("  " + line));
        if (lines.size() > SHOWN) {
            out.printf("  … and %d more%n", lines.size() - SHOWN);
        }
    }

    private static String stamp() {
        return LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    }
}
