package dev.handrail.api.web;

import dev.handrail.api.problem.Problem;
import java.util.stream.Collectors;

/** What a problem means, for people: those of the API speak to programs. */
final class PageWords {

    private PageWords() {}

    static String of(Problem problem) {
        return switch (problem.code()) {
            case "authorization_not_found" -> "There is no such request.";
            case "lead_not_found" -> "There is no such lead.";
            case "not_waiting" -> "It cannot be decided at this moment. Try again shortly.";
            case "temporal_unavailable" ->
                "Handrail did not answer in time. Try again shortly: what was taken after all counts once.";
            case "database_unavailable" -> "Handrail cannot reach its database at the moment. Try again shortly.";
            case "internal_error" -> "Something went wrong here. Tell an administrator what you did, and when.";
            case "invalid_arguments" -> problem.errors().isEmpty() ? sentence(problem.detail()) : errors(problem);
            default -> sentence(problem.detail().replaceFirst("; GET [^.]*", ""));
        };
    }

    private static String errors(Problem problem) {
        return problem.errors().stream()
                .map(error -> "%s %s".formatted(field(error), error.message()))
                .collect(Collectors.joining("; ", "", "."));
    }

    /** A field as the form calls it. */
    static String field(Problem.FieldError error) {
        return error.field().replaceFirst("^arguments\\.", "");
    }

    private static String sentence(String words) {
        return words.matches("(?s).*[.!?]") ? words : words + ".";
    }
}
