package dev.handrail.api.web;

import dev.handrail.api.problem.Problem;
import dev.handrail.authorization.GrantTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What "Allow always" asks for.
 *
 * @param same names of the arguments that must stay as they are
 * @param days until it ends; null for ever
 * @param uses how many more calls, beside this one; null for as many as are asked for
 */
record GrantForm(
        @Nullable List<String> same,
        @Nullable String days,
        @Nullable String uses) {

    private static final int LONGEST_DAYS = 3_650;
    private static final int MOST_USES = 1_000_000;

    /** The values are those that were asked about, never the form's. */
    GrantTerms terms(Map<String, Object> arguments, Instant now) {
        Map<String, Object> fixed = new LinkedHashMap<>();
        for (String name : same == null ? List.<String>of() : same) {
            Object value = arguments.get(name);
            if (value == null) {
                throw Problem.badField("invalid_parameter", "same", "must be arguments of this call")
                        .toException();
            }
            fixed.put(name, value);
        }
        Integer lasts = number("days", days, LONGEST_DAYS);
        return new GrantTerms(
                fixed, lasts == null ? null : now.plus(Duration.ofDays(lasts)), number("uses", uses, MOST_USES));
    }

    private static @Nullable Integer number(String name, @Nullable String text, int most) {
        if (text == null || text.isBlank()) {
            return null;
        }
        int number = text.strip().matches("\\d{1,7}") ? Integer.parseInt(text.strip()) : 0;
        if (number < 1 || number > most) {
            throw Problem.badField("invalid_parameter", name, "must be a whole number from 1 to " + most)
                    .toException();
        }
        return number;
    }
}
