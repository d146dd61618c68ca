package dev.handrail.action;

import dev.handrail.connector.RecordType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * An action that writes fields of the lead and does nothing else, so an earlier write of the lead can take them along.
 *
 * @param of the fields that a call with these arguments writes
 */
record LeadFields(Function<Arguments, Map<String, Object>> of) implements Action {

    /** One field, from one argument. */
    static LeadFields set(String argument, String field) {
        return new LeadFields(arguments -> {
            Object value = arguments.values().get(argument);
            return value == null ? Map.of() : Map.of(field, value);
        });
    }

    @Override
    public Effected perform(Arguments arguments, ActionScope scope) {
        return Effected.by(
                scope.update(RecordType.LEAD, arguments.text("leadId"), new LinkedHashMap<>(of.apply(arguments))));
    }

    @Override
    public Ahead ahead(Arguments arguments) {
        return Ahead.writing(of.apply(arguments));
    }
}
