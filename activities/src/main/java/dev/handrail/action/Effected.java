package dev.handrail.action;

import dev.handrail.connector.Change;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an action did.
 *
 * @param record the record it was about
 * @param change null when nothing was changed
 * @param data what the caller is told besides
 */
public record Effected(@Nullable Ref record, @Nullable Change change, Map<String, Object> data, List<String> warnings) {

    public static Effected by(Change change) {
        return by(change, Map.of("created", change.created()), List.of());
    }

    public static Effected by(Change change, Map<String, Object> data, List<String> warnings) {
        return new Effected(change.after().ref(), change, data, warnings);
    }

    /** Of an earlier attempt, which got no answer: the record carries the call's key. */
    public static Effected madeBefore(CrmRecord record) {
        return by(new Change(true, Map.of(), record));
    }

    public static Effected found(@Nullable Ref record, Map<String, Object> data) {
        return new Effected(record, null, data, List.of());
    }

    public Optional<Change> changed() {
        return Optional.ofNullable(change);
    }
}
