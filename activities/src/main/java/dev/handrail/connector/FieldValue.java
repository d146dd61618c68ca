package dev.handrail.connector;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of every CRM take. Each method answers the value as a record shows it, which is what JSON would give
 * back, and null for an empty one; and throws {@link Unacceptable} with what is asked for.
 */
public final class FieldValue {

    private static final Pattern DAY = Pattern.compile("[1-9]\\d{3}-\\d{2}-\\d{2}");
    private static final int DIGITS_OF_A_LONG = 18;

    private FieldValue() {}

    /** Text of any length that every CRM can store, which may be empty. */
    public static String text(Object value) {
        if (!(value instanceof String text)) {
            throw new Unacceptable("must be text");
        }
        if (text.codePoints().anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))) {
            throw new Unacceptable("holds a character that cannot be stored (NUL or half a surrogate pair)");
        }
        return text;
    }

    /** @param longest in Unicode characters */
    public static @Nullable String text(Object value, int longest) {
        String text = text(value);
        if (text.codePointCount(0, text.length()) > longest) {
            throw tooLong(longest);
        }
        return text.isEmpty() ? null : text;
    }

    public static Unacceptable tooLong(int longest) {
        return new Unacceptable("is longer than %d characters".formatted(longest));
    }

    /** @param decimals kept; more are rounded half up */
    public static Object number(Object value, long least, long most, int decimals) {
        if (!(value instanceof Number)) {
            throw new Unacceptable("must be a number");
        }
        BigDecimal number = decimal(value.toString())
                .filter(n -> n.compareTo(BigDecimal.valueOf(least)) >= 0)
                .filter(n -> n.compareTo(BigDecimal.valueOf(most)) <= 0)
                .orElseThrow(() -> new Unacceptable("must be from %d to %d".formatted(least, most)));
        if (decimals == 0 && number.stripTrailingZeros().scale() > 0) {
            throw new Unacceptable("must be a whole number");
        }
        return plain(number.setScale(decimals, RoundingMode.HALF_UP));
    }

    /** Empty for NaN and the infinities. */
    public static Optional<BigDecimal> decimal(String number) {
        try {
            return Optional.of(new BigDecimal(number));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** An Integer, a Long or a Double, whichever is enough. */
    public static Object plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.scale() > 0 || stripped.precision() - stripped.scale() > DIGITS_OF_A_LONG) {
            return stripped.doubleValue();
        }
        long whole = stripped.longValueExact();
        if (whole == (int) whole) {
            return (int) whole;
        }
        return whole;
    }

    /** An instant in UTC, to the microsecond. */
    public static @Nullable String moment(Object value) {
        if ("".equals(value)) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value.toString())
                    .toInstant()
                    .truncatedTo(ChronoUnit.MICROS)
                    .toString();
        } catch (DateTimeException _) {
            throw new Unacceptable("must be a time with its offset, such as 2026-11-25T09:00:00-06:00");
        }
    }

    public static @Nullable String day(Object value) {
        if ("".equals(value)) {
            return null;
        }
        try {
            if (value instanceof String text && DAY.matcher(text).matches()) {
                return LocalDate.parse(text).toString();
            }
        } catch (DateTimeException _) {
            throw new Unacceptable("is a day the calendar does not have");
        }
        throw new Unacceptable("must be a date as YYYY-MM-DD");
    }

    /**
     * A list without repetitions.
     *
     * @param each what one of them is accepted as
     */
    public static @Nullable List<String> texts(Object value, int most, Function<Object, @Nullable String> each) {
        if (!(value instanceof List<?> list)) {
            throw new Unacceptable("must be a list of text");
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Object element : list) {
            String text = element == null ? null : each.apply(element);
            if (text == null) {
                throw new Unacceptable("must not hold an empty text");
            }
            texts.add(text);
        }
        if (texts.size() > most) {
            throw new Unacceptable("holds more than %d values".formatted(most));
        }
        return texts.isEmpty() ? null : List.copyOf(texts);
    }

    public static Boolean flag(Object value) {
        if (!(value instanceof Boolean flag)) {
            throw new Unacceptable("must be true or false");
        }
        return flag;
    }
}
