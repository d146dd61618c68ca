package dev.handrail.api.request;

import dev.handrail.api.problem.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads query parameters; what is wrong is refused with 400 {@code invalid_parameter}. */
public final class Parameters {

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,4})s?");
    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;

    private Parameters() {}

    /** How many entries a page has: 1 to 200, else 50. */
    public static int limit(@Nullable String value) {
        if (value == null) {
            return DEFAULT_LIMIT;
        }
        int limit = value.matches("\\d{1,4}") ? Integer.parseInt(value) : 0;
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw invalid("limit", "must be a whole number from 1 to " + LARGEST_LIMIT);
        }
        return limit;
    }

    /** A time to wait such as {@code 25s}; zero when none is asked for. */
    public static Duration wait(@Nullable String value, Duration longest) {
        if (value == null) {
            return Duration.ZERO;
        }
        Matcher seconds = SECONDS.matcher(value);
        Duration wait =
                seconds.matches() ? Duration.ofSeconds(Long.parseLong(seconds.group(1))) : longest.plusSeconds(1);
        if (wait.compareTo(longest) > 0) {
            throw invalid("wait", "must be seconds from 0s to %ds, such as 25s".formatted(longest.toSeconds()));
        }
        return wait;
    }

    /** One of an enum's names, in any case; null when none is given. */
    public static <E extends Enum<E>> @Nullable E choice(String name, @Nullable String value, Class<E> type) {
        if (value == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(candidate -> candidate.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> invalid(
                        name,
                        "must be one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                                .toList())));
    }

    /** Text of a query parameter, safe to hand to a database; null when none is given. */
    public static @Nullable String text(String name, @Nullable String value, int longest) {
        if (value == null) {
            return null;
        }
        if (value.length() > longest || value.chars().anyMatch(c -> c < ' ' || Character.isSurrogate((char) c))) {
            throw invalid(name, "must be at most %d printable characters".formatted(longest));
        }
        return value;
    }

    /** A page of a list whose cursor may turn out not to be ours. */
    public static <T> T page(@Nullable String cursor, Supplier<T> list) {
        text("cursor", cursor, 200);
        try {
            return list.get();
        } catch (IllegalArgumentException e) {
            throw invalid("cursor", "is not one that was answered as next; leave it out for the first page");
        }
    }

    public static RuntimeException invalid(String name, String message) {
        return Problem.badField("invalid_parameter", name, message).toException();
    }
}
