package dev.handrail.bench;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure, from the command line.
 *
 * @param atOnce leads in flight in the phases with load
 * @param seconds how long a phase takes on new leads
 * @param pairs phases of each side
 * @param warmUp load on each side before the first phase
 * @param activities activities of the bare workflow when there is no product lead to count them from
 * @param bareOnly leave the product out
 * @param startUp also time {@code ./handrail up}
 * @param crm measure over a network with this simulated CRM, {@code salesforce} or {@code hubspot}; null for the built-in
 * @param latency of the simulated CRM
 * @param quota hold the simulated CRM to the calls that HubSpot allows
 * @param gate exit with 3 when CPU, WAL or commits miss their targets
 */
record Settings(
        int atOnce,
        Duration seconds,
        int pairs,
        Duration warmUp,
        int activities,
        boolean bareOnly,
        boolean startUp,
        @Nullable String crm,
        Duration latency,
        boolean quota,
        boolean gate) {

    static final String USAGE = """
            Usage: ./handrail bench [options]
              --at-once N       leads in flight under load (1 to 256; default 16)
              --seconds N       length of a phase (5 to 600; default 20)
              --pairs N         phases of each side (1 to 20; default 3)
              --warm-up N       seconds of load on each side before the first phase (0 to 600; default 25)
              --bare-only       measure only the bare workflow
              --activities N    its activities when there is no lead to count them from (1 to 100; default 7)
              --crm NAME        measure leads to a simulated salesforce or hubspot instead
              --latency N       milliseconds that each of its answers takes (0 to 5000; default 120)
              --quota           with hubspot: allow 100 calls in ten seconds, as HubSpot does
              --authorizations  measure decisions of people, and 10,000 requests that wait, instead;
                                takes --decisions N (of each side, default 300), --waiting N and --gate
              --start-up        also time ./handrail up
              --gate            exit with 3 when CPU, WAL or commits miss their targets
            """;

    static Settings parse(List<String> arguments) {
        int atOnce = 16;
        int seconds = 20;
        int pairs = 3;
        int warmUp = 25;
        int activities = 7;
        boolean bareOnly = false;
        boolean startUp = false;
        String crm = null;
        int latency = 120;
        boolean quota = false;
        boolean gate = false;
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--at-once" -> atOnce = number(option, rest.hasNext() ? rest.next() : "", 1, 256);
                case "--seconds" -> seconds = number(option, rest.hasNext() ? rest.next() : "", 5, 600);
                case "--pairs" -> pairs = number(option, rest.hasNext() ? rest.next() : "", 1, 20);
                case "--warm-up" -> warmUp = number(option, rest.hasNext() ? rest.next() : "", 0, 600);
                case "--activities" -> activities = number(option, rest.hasNext() ? rest.next() : "", 1, 100);
                case "--crm" -> crm = crm(rest.hasNext() ? rest.next() : "");
                case "--latency" -> latency = number(option, rest.hasNext() ? rest.next() : "", 0, 5000);
                case "--quota" -> quota = true;
                case "--bare-only" -> bareOnly = true;
                case "--start-up" -> startUp = true;
                case "--gate" -> gate = true;
                default -> throw new IllegalArgumentException("Unknown option " + option);
            }
        }
        if (quota && !"hubspot".equals(crm)) {
            throw new IllegalArgumentException("--quota needs --crm hubspot");
        }
        return new Settings(
                atOnce,
                Duration.ofSeconds(seconds),
                pairs,
                Duration.ofSeconds(warmUp),
                activities,
                bareOnly,
                startUp,
                crm,
                Duration.ofMillis(latency),
                quota,
                gate);
    }

    private static String crm(String name) {
        if (name.equals("salesforce") || name.equals("hubspot")) {
            return name;
        }
        throw new IllegalArgumentException("--crm takes salesforce or hubspot");
    }

    static int number(String option, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, like a number that is out of range
        }
        throw new IllegalArgumentException("%s takes a number from %d to %d".formatted(option, least, most));
    }
}
