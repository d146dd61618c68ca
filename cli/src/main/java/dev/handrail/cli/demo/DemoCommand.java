package dev.handrail.cli.demo;

import dev.handrail.cli.Addresses;
import dev.handrail.cli.Api;
import dev.handrail.cli.Target;
import java.io.PrintWriter;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Leads for 503 real companies go through the product while you watch. */
@Command(name = "demo")
public final class DemoCommand implements Callable<Integer> {

    private static final int SHOWN = 10;

    private final Map<String, String> environment;
    private final PrintWriter out;

    @Option(names = "--same")
    private boolean same;

    public DemoCommand(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        Api api = new Api(Target.find(environment));
        String idPrefix = same ? "demo-same-" : "demo-%s-".formatted(stamp());
        List<DemoLead> leads = new DemoLeads(idPrefix).all();
        boolean terminal = System.console() != null && System.console().isTerminal();
        DemoRun run = new DemoRun(api, idPrefix, leads, new Screen(out, terminal));

        out.printf("Sending %d leads to %s …%n", leads.size(), api.target().url());
        out.flush();
        List<String> refusals;
        try (Farewell ignored = new Farewell(out)) {
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

    private void whereNext(Target target, String leadId) {
        out.println("Where to look next");
        Addresses.of(target).forEach(out::println);
        out.println();
        out.println("  what became of a lead      ./handrail leads " + leadId);
        out.println("  those it stopped           ./handrail leads --status BLOCKED");
        out.println("  proof of what was done     ./handrail audit verify");
        out.println("  a key for an approver      ./handrail token --role approver");
        out.println("  the same from outside      curl -H \"Authorization: Bearer $(./handrail token --role viewer)\" "
                + target.url() + "/api/leads/" + leadId);
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
