package dev.handrail.door;

import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The record a call is about, by the argument that names it. */
final class Target {

    private static final Map<String, RecordType> ARGUMENTS = new LinkedHashMap<>();

    static {
        ARGUMENTS.put("opportunityId", RecordType.OPPORTUNITY);
        ARGUMENTS.put("contactId", RecordType.CONTACT);
        ARGUMENTS.put("leadId", RecordType.LEAD);
        ARGUMENTS.put("accountId", RecordType.ACCOUNT);
    }

    private Target() {}

    /**
     * Empty when no argument names a record.
     *
     * @throws ActionRefused when one does and there is none
     */
    static Optional<CrmRecord> of(Map<String, Object> arguments, ActionScope scope) {
        return ARGUMENTS.entrySet().stream()
                .filter(entry -> arguments.containsKey(entry.getKey()))
                .findFirst()
                .map(entry ->
                        scope.current(entry.getValue(), String.valueOf(arguments.get(entry.getKey())), entry.getKey()));
    }
}
