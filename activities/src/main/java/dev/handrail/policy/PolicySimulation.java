package dev.handrail.policy;

import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.audit.AuditRow;
import dev.handrail.call.Refusal;
import dev.handrail.policy.Policy.Considered;
import dev.handrail.policy.Policy.OpenRule;
import dev.handrail.policy.Replayed.Change;
import dev.handrail.policy.Replayed.Decided;
import dev.handrail.policy.Replayed.Example;
import dev.handrail.policy.Replayed.Unknown;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Tool;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Judges past calls, as their receipts tell them, by a policy that is not active. Changes nothing. */
public final class PolicySimulation {

    /** The newest so many calls are looked at. */
    public static final int MOST_CALLS = 20_000;

    private static final int SHOWN = 200;
    private static final int ROWS_AT_ONCE = 500;
    private static final JsonMapper JSON = JsonMapper.shared();

    /** These refusals come before the policy, or without it. */
    private static final Set<String> NOT_JUDGED = Stream.of(
                    Refusal.INVALID_ARGUMENTS, Refusal.BLOCKED, Refusal.KEY_REUSED, Refusal.CANCELLED)
            .map(Refusal::code)
            .collect(Collectors.toUnmodifiableSet());

    private final AuditLog audit;
    private final Catalog catalog;
    private final Actors actors;
    private final History history;

    public PolicySimulation(AuditLog audit, Catalog catalog, Actors actors, History history) {
        this.audit = audit;
        this.catalog = catalog;
        this.actors = actors;
        this.history = history;
    }

    /** A call may leave several receipts; the strictest decision among them is what was decided. */
    private record Past(Example example, @Nullable Integer line, List<OpenRule> open) {

        Past withDecision(Decided decided) {
            Example known = example;
            return decided.compareTo(known.was()) <= 0
                    ? this
                    : new Past(
                            new Example(
                                    known.callId(),
                                    known.at(),
                                    known.actor(),
                                    known.tool(),
                                    decided,
                                    known.would(),
                                    known.rule()),
                            line,
                            open);
        }

        boolean isChanged(Catalog catalog) {
            boolean gaveReasoning = example.was() == Decided.RUNS
                    && example.would() == Decided.NEEDS_REASONING
                    && catalog.tool(example.tool()).permission() == Permission.SOFT_LIMIT;
            return open.isEmpty() && example.was() != example.would() && !gaveReasoning;
        }
    }

    public Replayed replay(String tenant, Policy proposed, Instant since) {
        AuditFilter filter = new AuditFilter(null, null, null, null, since, null);
        Map<String, Past> calls = new LinkedHashMap<>();
        boolean cutOff = false;
        String cursor = null;
        do {
            AuditLog.Page page = audit.list(tenant, filter, cursor, ROWS_AT_ONCE);
            for (AuditRow row : page.rows()) {
                cutOff = cutOff || !take(row, proposed, calls);
            }
            cursor = page.next();
        } while (cursor != null && !cutOff);
        return report(since, List.copyOf(calls.values()), cutOff);
    }

    /** False when there are too many calls. */
    private boolean take(AuditRow row, Policy proposed, Map<String, Past> calls) {
        Optional<Tool> tool = catalog.find(row.action());
        Optional<Decided> decided = decided(row);
        if (row.callId() == null || tool.isEmpty() || decided.isEmpty()) {
            return true;
        }
        Past known = calls.get(row.callId());
        if (known == null && calls.size() >= MOST_CALLS) {
            return false;
        }
        calls.put(
                row.callId(),
                known == null
                        ? past(row, row.callId(), tool.get(), decided.get(), proposed)
                        : known.withDecision(decided.get()));
        return true;
    }

    private Past past(AuditRow row, String callId, Tool tool, Decided was, Policy proposed) {
        Considered considered = proposed.consider(
                tool, new PastFacts(row, audit.originalIfReadable(row).orElse(null), actors, history));
        Ruling ruling = considered.ruling();
        return new Past(
                new Example(
                        callId, row.at(), row.actor(), row.action(), was, would(ruling.permission()), ruling.rule()),
                ruling.line(),
                considered.open());
    }

    private static Decided would(Permission permission) {
        return switch (permission) {
            case UNRESTRICTED -> Decided.RUNS;
            case SOFT_LIMIT -> Decided.NEEDS_REASONING;
            case REQUIRES_AUTHORIZATION -> Decided.ASKS;
            case FORBIDDEN -> Decided.FORBIDS;
        };
    }

    /** Empty when no policy judged it. */
    private static Optional<Decided> decided(AuditRow row) {
        if (row.status().equals("authorization_required")) {
            return Optional.of(Decided.ASKS);
        }
        String code = row.result() == null
                ? ""
                : JSON.readTree(row.result()).path("code").asString("");
        if (row.status().equals("refused") && NOT_JUDGED.contains(code)) {
            return Optional.empty();
        }
        if (code.equals(Refusal.FORBIDDEN_BY_POLICY.code())) {
            return Optional.of(Decided.FORBIDS);
        }
        return Optional.of(code.equals(Refusal.REASONING_REQUIRED.code()) ? Decided.NEEDS_REASONING : Decided.RUNS);
    }

    private Replayed report(Instant since, List<Past> calls, boolean cutOff) {
        List<Past> changed =
                calls.stream().filter(call -> call.isChanged(catalog)).toList();
        int open = (int) calls.stream().filter(call -> !call.open().isEmpty()).count();
        List<Change> changes = counted(changed.stream().map(PolicySimulation::change)).entrySet().stream()
                .map(entry -> counted(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Change::calls).reversed())
                .toList();
        List<Unknown> unknown = counted(calls.stream().flatMap(PolicySimulation::unknown)).entrySet().stream()
                .map(entry -> counted(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Unknown::calls).reversed())
                .toList();
        return new Replayed(
                since,
                calls.size(),
                calls.size() - changed.size() - open,
                changed.size(),
                open,
                cutOff,
                changes,
                unknown,
                changed.stream().limit(SHOWN).map(Past::example).toList());
    }

    private static Change change(Past call) {
        Example example = call.example();
        return new Change(example.rule(), call.line(), example.tool(), example.was(), example.would(), 0);
    }

    private static Stream<Unknown> unknown(Past call) {
        return call.open().stream()
                .map(open ->
                        new Unknown(open.rule(), open.line(), call.example().tool(), open.unknown(), 0));
    }

    private static <T> Map<T, Long> counted(Stream<T> things) {
        return things.collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
    }

    private static Change counted(Change change, long calls) {
        return new Change(
                change.rule(), change.line(), change.tool(), change.was(), change.would(), Math.toIntExact(calls));
    }

    private static Unknown counted(Unknown unknown, long calls) {
        return new Unknown(unknown.rule(), unknown.line(), unknown.tool(), unknown.unknown(), Math.toIntExact(calls));
    }
}
