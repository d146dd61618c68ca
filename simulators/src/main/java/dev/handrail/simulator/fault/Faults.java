package dev.handrail.simulator.fault;

import dev.handrail.simulator.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules in force and how often each has acted. Safe for use by many threads. */
public final class Faults {

    /**
     * A rule and what it did.
     *
     * @param fitted requests that it fitted
     * @param acted requests that met its fault
     */
    public record Report(Fault fault, int fitted, int acted) {}

    private static final class Rule {
        private final Fault fault;
        private final @Nullable Pattern path;
        private final @Nullable Pattern body;
        private final Random random;
        private int fitted;
        private int acted;

        private Rule(Fault fault) {
            this.fault = fault;
            path = fault.path() == null ? null : Pattern.compile(fault.path());
            body = fault.body() == null ? null : Pattern.compile(fault.body());
            random = fault.random();
        }

        private boolean acts(Request request) {
            if (fault.method() != null && !fault.method().equalsIgnoreCase(request.method())) return false;
            if (path != null && !path.matcher(request.target()).find()) return false;
            if (body != null && !body.matcher(request.text()).find()) return false;
            fitted++;
            if (fitted <= fault.after()) return false;
            if (fault.times() != null && acted >= fault.times()) return false;
            if (fault.probability() != null && random.nextDouble() >= fault.probability()) return false;
            acted++;
            return true;
        }
    }

    private final List<Rule> rules = new ArrayList<>();

    public synchronized void add(Fault fault) {
        rules.add(new Rule(fault));
    }

    public synchronized void clear() {
        rules.clear();
    }

    public synchronized List<Report> report() {
        return rules.stream()
                .map(rule -> new Report(rule.fault, rule.fitted, rule.acted))
                .toList();
    }

    /** What this request meets; asking counts it. */
    public synchronized Optional<Fault> meet(Request request) {
        return rules.stream().filter(rule -> rule.acts(request)).findFirst().map(rule -> rule.fault);
    }
}
