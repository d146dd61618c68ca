package dev.handrail.wording;

import dev.handrail.tool.Effect;
import dev.handrail.tool.Tool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields that a call would set, each beside the value it has now. */
final class Changes {

    /** Tools that make a record: what the call is about is another one, whose fields stay. */
    private static final Set<String> MAKES_A_RECORD = Set.of(
            "create_lead",
            "upsert_lead",
            "create_contact",
            "create_opportunity",
            "create_task",
            "log_activity",
            "add_note",
            "create_follow_up",
            "match_account",
            "convert_lead");

    /** Arguments that say which record, or how; not what it would hold. */
    private static final Set<String> NOT_FIELDS = Set.of("evidence", "createIfNotFound");

    private static final Map<String, String> FIELD_OF_ARGUMENT = Map.of(
            "score", "aiFitScore",
            "intent", "aiIntent",
            "confidence", "enrichmentConfidence");

    private Changes() {}

    static List<Change> of(Tool tool, Map<String, Object> arguments, Map<String, Object> before) {
        if (tool.effect() == Effect.READ) {
            return List.of();
        }
        boolean made = MAKES_A_RECORD.contains(tool.name());
        Set<String> targets = targets(tool.name());
        List<Change> changes = new ArrayList<>();
        flat(arguments).forEach((argument, value) -> {
            if (!NOT_FIELDS.contains(argument) && !targets.contains(argument)) {
                String field = field(tool.name(), argument);
                Object now = made ? null : before.get(field);
                Object then = field.equals("tags") ? added(now, value) : value;
                if (!same(now, then)) {
                    changes.add(new Change(Values.label(field), shown(field, now), shown(field, then)));
                }
            }
        });
        return List.copyOf(changes);
    }

    /** The record that is changed is in the sentence. */
    private static Set<String> targets(String tool) {
        return switch (tool) {
            case "link_contact_to_account" -> Set.of("contactId");
            case "create_contact" -> Set.of("accountId");
            case "create_opportunity" -> Set.of("leadId");
            case "convert_lead" -> Set.of("leadId");
            default -> Set.of("leadId", "opportunityId");
        };
    }

    private static String field(String tool, String argument) {
        if (tool.equals("sync_enrichment_metadata") && argument.equals("source")) {
            return "enrichmentSource";
        }
        return FIELD_OF_ARGUMENT.getOrDefault(argument, argument);
    }

    /** {@code update_lead_fields} has its fields one level down. */
    private static Map<String, Object> flat(Map<String, Object> arguments) {
        Map<String, Object> flat = new LinkedHashMap<>();
        arguments.forEach((name, value) -> {
            if (name.equals("fields") && value instanceof Map<?, ?> fields) {
                fields.forEach((field, fieldValue) -> flat.put(String.valueOf(field), fieldValue));
            } else {
                flat.put(name, value);
            }
        });
        return flat;
    }

    private static Object added(@Nullable Object now, Object tags) {
        Set<Object> all = new LinkedHashSet<>(now instanceof Collection<?> present ? present : List.of());
        all.addAll(tags instanceof Collection<?> more ? more : List.of(tags));
        return List.copyOf(all);
    }

    private static boolean same(@Nullable Object now, @Nullable Object then) {
        return now instanceof Number one && then instanceof Number other
                ? Double.compare(one.doubleValue(), other.doubleValue()) == 0
                : Objects.equals(now, then);
    }

    private static @Nullable String shown(String field, @Nullable Object value) {
        return value == null ? null : Values.shown(field, value);
    }
}
