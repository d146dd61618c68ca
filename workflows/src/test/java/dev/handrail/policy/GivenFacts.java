package dev.handrail.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a test says about a call. {@code null} for what cannot be known. */
record GivenFacts(
        Map<String, Object> arguments,
        Set<String> hidden,
        Map<String, Object> actorFacts,
        Map<String, Map<String, Object>> records,
        Map<String, Object> historyFacts,
        Map<String, Object> analysisFacts)
        implements Facts {

    static final GivenFacts NONE = new GivenFacts(
            Map.of(),
            Set.of(),
            Map.of("id", "key-7", "kind", "agent", "roles", List.of("agent")),
            Map.of(),
            Map.of("calls_last_hour", 3, "changes_today", 1),
            Map.of());

    GivenFacts with(Map<String, Object> given) {
        return new GivenFacts(given, hidden, actorFacts, records, historyFacts, analysisFacts);
    }

    GivenFacts hiding(String... names) {
        return new GivenFacts(arguments, Set.of(names), actorFacts, records, historyFacts, analysisFacts);
    }

    GivenFacts by(Map<String, Object> actor) {
        return new GivenFacts(arguments, hidden, actor, records, historyFacts, analysisFacts);
    }

    /** The call is about the first one. */
    GivenFacts about(String type, Map<String, Object> fields) {
        Map<String, Map<String, Object>> more = records == null ? new LinkedHashMap<>() : new LinkedHashMap<>(records);
        more.put(type, fields);
        return new GivenFacts(arguments, hidden, actorFacts, more, historyFacts, analysisFacts);
    }

    GivenFacts withoutRecords() {
        return new GivenFacts(arguments, hidden, actorFacts, null, historyFacts, analysisFacts);
    }

    GivenFacts withoutHistory() {
        return new GivenFacts(arguments, hidden, actorFacts, records, null, analysisFacts);
    }

    GivenFacts analysed(Map<String, Object> analysis) {
        return new GivenFacts(arguments, hidden, actorFacts, records, historyFacts, analysis);
    }

    @Override
    public Set<String> hiddenArguments() {
        return hidden;
    }

    @Override
    public Optional<Map<String, Object>> actor() {
        return Optional.ofNullable(actorFacts);
    }

    @Override
    public Optional<Map<String, Object>> record() {
        return Optional.ofNullable(records)
                .map(all -> all.values().stream().findFirst().orElse(Map.of()));
    }

    @Override
    public Optional<Map<String, Object>> record(String type) {
        return Optional.ofNullable(records).map(all -> all.getOrDefault(type, Map.of()));
    }

    @Override
    public Optional<Map<String, Object>> history() {
        return Optional.ofNullable(historyFacts);
    }

    @Override
    public Optional<Map<String, Object>> analysis() {
        return Optional.ofNullable(analysisFacts);
    }
}
