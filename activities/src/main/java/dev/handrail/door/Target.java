package dev.handrail.door;

import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.policy.RecordArguments;
import java.util.Map;
import java.util.Optional;

/** A record that a call names in its arguments. */
final class Target {

    private Target() {}

    /**
     * Empty when no argument names a record of this type.
     *
     * @throws ActionRefused when one does and there is none
     */
    static Optional<CrmRecord> of(RecordType type, Map<String, Object> arguments, ActionScope scope) {
        String argument = RecordArguments.nameFor(type);
        return arguments.containsKey(argument)
                ? Optional.of(scope.current(type, String.valueOf(arguments.get(argument)), argument))
                : Optional.empty();
    }
}
