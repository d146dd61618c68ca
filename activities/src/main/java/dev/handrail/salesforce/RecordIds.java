package dev.handrail.salesforce;

import dev.handrail.connector.RecordType;
import java.util.Optional;

/** Ids of records, checked before anything is asked: a wrong one never costs a call. */
final class RecordIds {

    private static final int SHORT = 15;

    private RecordIds() {}

    /** The 18 characters of an id given with 15 or 18; empty when its characters or its checksum are wrong. */
    static Optional<String> full(String id) {
        if (!SalesforceText.isId(id)) {
            return Optional.empty();
        }
        if (id.length() == SHORT) {
            return Optional.of(SalesforceText.to18(id));
        }
        return SalesforceText.isCanonicalId(id) ? Optional.of(id) : Optional.empty();
    }

    /** As {@link #full}, of a record of this type only. */
    static Optional<String> full(RecordType type, String id) {
        return full(id).filter(checked -> checked.startsWith(prefix(type)));
    }

    static Optional<RecordType> type(String id) {
        return RecordType.IN_EVERY_CRM.stream()
                .filter(type -> type != RecordType.NOTE && id.startsWith(prefix(type)))
                .findFirst();
    }

    private static String prefix(RecordType type) {
        return switch (type) {
            case LEAD -> "00Q";
            case ACCOUNT -> "001";
            case CONTACT -> "003";
            case OPPORTUNITY -> "006";
            case TASK, NOTE -> "00T";
            case CAMPAIGN -> "701";
            case USER -> "005";
            default -> throw new IllegalArgumentException("Salesforce keeps no " + type);
        };
    }
}
