package dev.handrail.bench;

import java.util.List;

/**
 * What {@code --authorizations} measures.
 *
 * @param decisions of each side
 * @param waiting requests that wait when memory and lists are measured
 * @param gate exit with 3 when the target is missed
 */
record DecisionSettings(int decisions, int waiting, boolean gate) {

    static final String OPTION = "--authorizations";

    static DecisionSettings parse(List<String> arguments) {
        int decisions = 300;
        int waiting = 10_000;
        boolean gate = false;
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case OPTION -> {}
                case "--decisions" ->
                    decisions = Settings.number(option, rest.hasNext() ? rest.next() : "", 10, 10_000);
                case "--waiting" -> waiting = Settings.number(option, rest.hasNext() ? rest.next() : "", 0, 100_000);
                case "--gate" -> gate = true;
                default -> throw new IllegalArgumentException("%s is no option of %s".formatted(option, OPTION));
            }
        }
        return new DecisionSettings(decisions, waiting, gate);
    }
}
