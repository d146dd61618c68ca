package dev.handrail.door;

import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The records a call names in its arguments; the first is the one it is about. */
final class Target {

    private static final Map<RecordType, String> ARGUMENTS = new LinkedHashMap<>();

    static {
        ARGUMENTS.put(RecordType.OPPORTUNITY, "opportunityId");
        ARGUMENTS.put(RecordType.CONTACT, "contactId");
        ARGUMENTS.put(RecordType.LEAD, "leadId");
        ARGUMENTS.put(RecordType.ACCOUNT, "accountId");
    }

    private Target() {}

    /** Empty when no argument names a record. */
    static Optional<RecordType> typeIn(Map<String, Object> arguments) {
        return ARGUMENTS.entrySet().stream()
                .filter(entry -> arguments.containsKey(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static Optional<String> idIn(Map<String, Object> arguments) {
        return typeIn(arguments).map(type -> String.valueOf(arguments.get(ARGUMENTS.get(type))));
    }

    /**
     * Empty when no argument names a record of this type.
     *
     * @throws ActionRefused when one does and there is none
     */
    static Optional<CrmRecord> of(RecordType type, Map<String, Object> arguments, ActionScope scope) {
        return Optional.ofNullable(ARGUMENTS.get(type))
                .filter(arguments::containsKey)
                .map(argument -> scope.current(type, String.valueOf(arguments.get(argument)), argument));
    }
}
