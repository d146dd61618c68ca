package dev.handrail.when;

import dev.handrail.when.Token.Kind;
import java.time.DayOfWeek;
import java.time.Month;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The words that stand for a value, and what fits each slot of a {@link Phrase}. */
final class Vocabulary {

    static final Map<String, Part> PARTS =
            Map.of("morning", Part.MORNING, "afternoon", Part.AFTERNOON, "evening", Part.EVENING);

    private static final Map<String, DayOfWeek> WEEKDAYS = named(
            List.of(DayOfWeek.values()),
            Map.of(
                    "tues", DayOfWeek.TUESDAY,
                    "weds", DayOfWeek.WEDNESDAY,
                    "thur", DayOfWeek.THURSDAY,
                    "thurs", DayOfWeek.THURSDAY));

    private static final Map<String, Month> MONTHS = named(List.of(Month.values()), Map.of("sept", Month.SEPTEMBER));

    private static final Map<String, Unit> UNITS = Map.of(
            "day", Unit.DAY,
            "days", Unit.DAY,
            "week", Unit.WEEK,
            "weeks", Unit.WEEK,
            "fortnight", Unit.FORTNIGHT,
            "fortnights", Unit.FORTNIGHT,
            "month", Unit.MONTH,
            "months", Unit.MONTH,
            "year", Unit.YEAR,
            "years", Unit.YEAR);

    private static final List<String> NUMBERS = List.of(("zero one two three four five six seven eight nine ten eleven "
                    + "twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty")
            .split(" "));

    private static final List<String> ORDINALS = List.of(
            ("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth").split(" "));

    private static final Map<String, Function<Token, @Nullable Object>> SLOTS = Map.ofEntries(
            Map.entry("weekday", token -> WEEKDAYS.get(token.text())),
            Map.entry("month", token -> MONTHS.get(token.text())),
            Map.entry("unit", token -> UNITS.get(token.text())),
            Map.entry("part", token -> PARTS.get(token.text())),
            Map.entry("meridiem", token -> token.is("am") || token.is("pm") ? token.text() : null),
            Map.entry("n", token -> token.is("a") || token.is("an") ? (Integer) 1 : counted(token, 4, 1, 9999)),
            Map.entry("ordinal", token -> ordinal(token)),
            Map.entry("day", token -> token.kind() == Kind.NUMBER ? digits(token, 1, 31) : ordinal(token)),
            Map.entry("number", token -> digits(token, 1, 99)),
            Map.entry("quarter", token -> digits(token, 1, 4)),
            Map.entry("yy", token -> token.text().length() == 2 ? digits(token, 0, 99) : null),
            Map.entry("year", token -> token.text().length() == 4 ? between(token.number(4), 0, 9999) : null),
            Map.entry("date8", token -> token.text().length() == 8 ? between(token.number(8), 0, 99_999_999) : null),
            Map.entry("hour", token -> counted(token, 2, 0, 23)),
            Map.entry(
                    "hour0",
                    token -> token.text().startsWith("0") && token.text().length() == 2 ? digits(token, 0, 9) : null),
            Map.entry("hh", token -> token.text().length() == 2 ? digits(token, 0, 23) : null),
            Map.entry("minutes", token -> counted(token, 2, 1, 59)),
            Map.entry("minute", token -> token.text().length() == 2 ? digits(token, 0, 59) : null));

    private Vocabulary() {}

    static boolean hasSlot(String slot) {
        return SLOTS.containsKey(slot);
    }

    /** What the token stands for in this slot; null when it does not fit. */
    static @Nullable Object value(String slot, Token token) {
        return SLOTS.getOrDefault(slot, _ -> null).apply(token);
    }

    private static @Nullable Integer digits(Token token, int least, int most) {
        return between(token.number(2), least, most);
    }

    private static @Nullable Integer counted(Token token, int digits, int least, int most) {
        int number = token.kind() == Kind.WORD ? NUMBERS.indexOf(token.text()) : token.number(digits);
        return between(number, least, most);
    }

    private static @Nullable Integer ordinal(Token token) {
        return switch (token.kind()) {
            case ORDINAL -> token.text().length() > 2 ? null : between(Integer.parseInt(token.text()), 1, 31);
            case WORD -> between(ORDINALS.indexOf(token.text()), 1, 12);
            case NUMBER, SIGN -> null;
        };
    }

    private static @Nullable Integer between(int number, int least, int most) {
        return number < least || number > most ? null : (Integer) number;
    }

    /** By the full name, its first three letters, and the other names. */
    private static <E extends Enum<E>> Map<String, E> named(List<E> values, Map<String, E> others) {
        Map<String, E> named = new LinkedHashMap<>(others);
        for (E value : values) {
            String name = value.name().toLowerCase(Locale.ROOT);
            named.put(name, value);
            named.put(name.substring(0, 3), value);
        }
        return Map.copyOf(named);
    }
}
