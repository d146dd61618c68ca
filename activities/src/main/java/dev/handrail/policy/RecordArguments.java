package dev.handrail.policy;

import dev.handrail.connector.RecordType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which arguments name records. */
public final class RecordArguments {

    /** A call is about the first of these that it names. */
    private static final List<RecordType> ORDER = List.of(
            RecordType.INVOICE,
            RecordType.TICKET,
            RecordType.ADDRESS,
            RecordType.MESSAGE,
            RecordType.SERVICE,
            RecordType.OPPORTUNITY,
            RecordType.CONTACT,
            RecordType.LEAD,
            RecordType.ACCOUNT);

    private RecordArguments() {}

    /** The type of the record that a call is about; empty when no argument names one. */
    public static Optional<RecordType> subject(Map<String, Object> arguments) {
        return ORDER.stream()
                .filter(type -> arguments.containsKey(nameFor(type)))
                .findFirst();
    }

    public static Optional<String> subjectId(Map<String, Object> arguments) {
        return subject(arguments).map(type -> String.valueOf(arguments.get(nameFor(type))));
    }

    /** Such as {@code leadId}. */
    public static String nameFor(RecordType type) {
        return label(type) + "Id";
    }

    /** As conditions write it. */
    public static String label(RecordType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
