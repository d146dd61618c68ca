package dev.handrail.wording;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of a sentence: arguments of a call, and the record it is about. */
record Words(Map<String, Object> arguments, Map<String, Object> before) {

    private static final int LONGEST = 80;

    boolean has(String argument) {
        return arguments.get(argument) != null;
    }

    String say(String argument) {
        Object value = arguments.get(argument);
        return value == null ? "?" : Visible.line(Values.shown(argument, value), LONGEST);
    }

    String quoted(String argument) {
        return "“" + say(argument) + "”";
    }

    /** The words when the argument is given, with its value in the place of {@code %s}; else nothing. */
    String when(String argument, String words) {
        return has(argument) ? words.formatted(say(argument)) : "";
    }

    /** "lead Dana Reyes (3M)", or "lead 00Q5" when the record is not known. */
    String lead() {
        return "lead " + person(before).orElseGet(() -> say("leadId"));
    }

    /** As {@link #lead} for a lead that need not be named: "" when it is not. */
    String aboutLead(String words) {
        if (has("leadId")) {
            return words.formatted(lead());
        }
        return has("relatedToId") ? words.formatted(say("relatedToId")) : "";
    }

    String contact() {
        return "contact " + person(before).orElseGet(() -> say("contactId"));
    }

    String opportunity() {
        return "opportunity "
                + text(before, "name").map(name -> "“" + name + "”").orElseGet(() -> say("opportunityId"));
    }

    String account() {
        return "account " + text(before, "name").orElseGet(() -> say("accountId"));
    }

    /** What people call the record that the call is about, after a space; "" when it is about none. */
    String record() {
        return person(before)
                .or(() -> text(before, "name").map(name -> "“" + name + "”"))
                .or(() -> text(before, "number"))
                .or(() -> text(before, "startsAt").map(start -> "of " + start))
                .map(name -> " " + name)
                .orElse("");
    }

    /** Whom the arguments describe. */
    String newPerson() {
        return person(arguments).orElse("?");
    }

    private static Optional<String> person(Map<String, Object> fields) {
        String name = Stream.of("firstName", "lastName")
                .flatMap(part -> text(fields, part).stream())
                .collect(Collectors.joining(" "));
        Optional<String> shown = name.isEmpty() ? text(fields, "email") : Optional.of(name);
        Optional<String> company = text(fields, "company");
        return shown.map(person ->
                        company.map(firm -> "%s (%s)".formatted(person, firm)).orElse(person))
                .or(() -> company);
    }

    private static Optional<String> text(Map<String, Object> fields, String name) {
        return Optional.ofNullable(fields.get(name))
                .map(value -> Visible.line(value.toString(), LONGEST))
                .filter(value -> !value.isBlank());
    }
}
