package dev.handrail.policy;

import dev.handrail.audit.AuditRow;
import dev.handrail.call.Digest;
import dev.handrail.connector.RecordType;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What its receipt still tells about a call. The record as it was then and the lead's analysis are not kept. */
final class PastFacts implements Facts {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final String REDACTED = "[REDACTED]";

    private final AuditRow row;
    private final Map<String, Object> arguments;
    private final Set<String> hidden;
    private final Actors actors;
    private final History history;

    /** @param original what redaction took from the row, as {@code AuditLog} answers it; null when it cannot be read */
    PastFacts(AuditRow row, @Nullable String original, Actors actors, History history) {
        this.row = row;
        this.actors = actors;
        this.history = history;
        Map<String, Object> kept = object(row.params());
        if (original != null) {
            kept.putAll(params(original));
        }
        this.arguments = kept;
        this.hidden = Digest.of(kept).equals(row.argumentsDigest())
                ? Set.of()
                : kept.entrySet().stream()
                        .filter(entry -> isRedacted(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    private static Map<String, Object> object(@Nullable String json) {
        return json == null ? new LinkedHashMap<>() : new LinkedHashMap<>(JSON.readValue(json, OBJECT));
    }

    private static Map<String, Object> params(String original) {
        return object(JSON.readTree(original).path("params").toString());
    }

    /** Redaction leaves asterisks or its word; a text of the caller's with an asterisk counts as redacted too. */
    private static boolean isRedacted(@Nullable Object value) {
        return switch (value) {
            case String text -> text.contains("*") || text.contains(REDACTED);
            case Map<?, ?> map -> map.values().stream().anyMatch(PastFacts::isRedacted);
            case Collection<?> list -> list.stream().anyMatch(PastFacts::isRedacted);
            case null, default -> false;
        };
    }

    @Override
    public Map<String, Object> arguments() {
        return arguments;
    }

    @Override
    public Set<String> hiddenArguments() {
        return hidden;
    }

    @Override
    public Optional<Map<String, Object>> actor() {
        return Optional.of(Actors.facts(actors, row.tenant(), row.actor()));
    }

    @Override
    public Optional<Map<String, Object>> record() {
        return RecordArguments.subject(arguments).isPresent() ? Optional.empty() : Optional.of(Map.of());
    }

    @Override
    public Optional<Map<String, Object>> record(String type) {
        return Arrays.stream(RecordType.values())
                        .filter(known -> RecordArguments.label(known).equals(type))
                        .anyMatch(known -> arguments.containsKey(RecordArguments.nameFor(known)))
                ? Optional.empty()
                : Optional.of(Map.of());
    }

    @Override
    public Optional<Map<String, Object>> history() {
        return Optional.of(history.at(
                row.at(),
                row.tenant(),
                row.actor(),
                String.valueOf(row.callId()),
                RecordArguments.subjectId(arguments).orElse(null)));
    }

    @Override
    public Optional<Map<String, Object>> analysis() {
        return row.leadId() == null ? Optional.of(Map.of()) : Optional.empty();
    }
}
