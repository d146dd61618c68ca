package dev.handrail.api.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong and what to do next, for RFC 9457. Never holds a value somebody sent that could name a person.
 *
 * @param code stable; clients branch on it
 * @param detail says what to do
 * @param errors the offending fields, all that were found
 * @param retryAfterSeconds null when trying the same again does not help
 * @param more further members, such as {@code required} roles
 */
public record Problem(
        int status,
        String code,
        String detail,
        List<FieldError> errors,
        @Nullable Integer retryAfterSeconds,
        Map<String, Object> more) {

    /** Member of {@link #more} that is also sent as headers. */
    public static final String LIMITS = "rateLimit";

    /** @param field path from the top of the body, such as {@code analysis.evidence[0].source}, or a parameter's name */
    public record FieldError(String field, String message) {}

    public Problem {
        errors = List.copyOf(errors);
        more = Map.copyOf(more);
    }

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), null, Map.of());
    }

    /** 400 that names one field or parameter. */
    public static Problem badField(String code, String field, String message) {
        return invalid(code, List.of(new FieldError(field, message)));
    }

    /** 400 that names every field that is wrong. */
    public static Problem invalid(String code, List<FieldError> errors) {
        FieldError first = errors.getFirst();
        String more = errors.size() == 1 ? "" : "; and %d more, see errors".formatted(errors.size() - 1);
        return new Problem(
                400, code, "%s %s%s".formatted(first.field(), first.message(), more), errors, null, Map.of());
    }

    public static Problem notFound(String code, String detail) {
        return of(404, code, detail);
    }

    public static Problem conflict(String code, String detail) {
        return of(409, code, detail);
    }

    /** 503 with a Retry-After. */
    public static Problem away(String code, String detail) {
        return new Problem(503, code, detail, List.of(), 2, Map.of());
    }

    public Problem with(String member, Object value) {
        Map<String, Object> added = new LinkedHashMap<>(more);
        added.put(member, value);
        return new Problem(status, code, detail, errors, retryAfterSeconds, added);
    }

    public @Nullable String field() {
        return errors.isEmpty() ? null : errors.getFirst().field();
    }

    public ProblemException toException() {
        return new ProblemException(this);
    }
}
