package dev.handrail.simulator.salesforce.data;

import dev.handrail.simulator.salesforce.schema.ObjectType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the platform fills in by itself when a record is saved. */
final class Automation {

    private Automation() {}

    /**
     * @param before the record as it was, null for a new one
     * @param given what the client sent
     * @param values what will be saved: all values of a new record, the changes of another
     */
    static void beforeSave(
            ObjectType type,
            @Nullable Row before,
            Map<String, @Nullable Object> given,
            Map<String, @Nullable Object> values,
            Unit unit) {
        switch (type.name()) {
            case "Opportunity" -> probability(type, given, values);
            case "Task" -> completion(before, given, values, unit);
            case "Event" -> times(given, values);
            default -> {}
        }
    }

    private static void probability(
            ObjectType type, Map<String, @Nullable Object> given, Map<String, @Nullable Object> values) {
        if (!(given.get("StageName") instanceof String stage) || given.get("Probability") != null) return;
        type.field("StageName")
                .flatMap(field -> field.option(stage))
                .ifPresent(option -> values.put("Probability", option.traits().get("DefaultProbability")));
    }

    private static void completion(
            @Nullable Row before,
            Map<String, @Nullable Object> given,
            Map<String, @Nullable Object> values,
            Unit unit) {
        boolean wasDone = before != null && before.text("Status").equals("Completed");
        if ("Completed".equals(given.get("Status")) && !wasDone) values.put("CompletedDateTime", unit.now());
    }

    private static void times(Map<String, @Nullable Object> given, Map<String, @Nullable Object> values) {
        Object start = given.get("StartDateTime") == null ? given.get("ActivityDateTime") : given.get("StartDateTime");
        if (!(start instanceof Instant from)) return;
        values.put("StartDateTime", from);
        values.put("ActivityDateTime", from);
        if (given.get("DurationInMinutes") instanceof BigDecimal minutes) {
            values.put("EndDateTime", from.plus(Duration.ofMinutes(minutes.longValue())));
        } else if (given.get("EndDateTime") instanceof Instant to) {
            values.put(
                    "DurationInMinutes",
                    BigDecimal.valueOf(Duration.between(from, to).toMinutes()));
        }
    }
}
