package dev.handrail.simulator.salesforce.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A request, or a record in it, that Salesforce does not take, with the code that clients look at. */
public final class Refusal extends RuntimeException {

    private final int status;
    private final String code;
    private final List<String> fields;
    private final transient @Nullable ObjectNode duplicates;

    private Refusal(int status, String code, String message, List<String> fields, @Nullable ObjectNode duplicates) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.fields = List.copyOf(fields);
        this.duplicates = duplicates;
    }

    /** Answered with 400. */
    public static Refusal of(String code, String message, String... fields) {
        return new Refusal(400, code, message, List.of(fields), null);
    }

    public static Refusal of(int status, String code, String message) {
        return new Refusal(status, code, message, List.of(), null);
    }

    static Refusal of(String code, String message, List<String> fields) {
        return new Refusal(400, code, message, fields, null);
    }

    static Refusal duplicates(String message, ObjectNode result) {
        return new Refusal(400, "DUPLICATES_DETECTED", message, List.of(), result);
    }

    public static Refusal notFound() {
        return of(404, "NOT_FOUND", "The requested resource does not exist");
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<String> fields() {
        return fields;
    }

    /** What the duplicate rule found, of a {@code DUPLICATES_DETECTED} only. */
    public @Nullable ObjectNode duplicates() {
        return duplicates;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
