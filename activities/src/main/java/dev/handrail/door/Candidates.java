package dev.handrail.door;

import dev.handrail.action.ActionScope;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import java.util.List;
import java.util.Optional;

/** The records that a CRM takes something new for a duplicate of, for a person to compare. */
final class Candidates {

    private static final int SHOWN = 5;
    private static final List<RecordType> TYPES =
            List.of(RecordType.LEAD, RecordType.CONTACT, RecordType.ACCOUNT, RecordType.OPPORTUNITY);

    private Candidates() {}

    /** Without those that cannot be read any more. */
    static List<CrmRecord> read(List<String> ids, ActionScope scope) {
        return ids.stream()
                .limit(SHOWN)
                .map(id -> record(id, scope))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<CrmRecord> record(String id, ActionScope scope) {
        return TYPES.stream()
                .flatMap(type -> scope.crm().read(scope.scope(), new Ref(type, id)).stream())
                .findFirst();
    }
}
