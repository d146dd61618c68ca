package dev.handrail.salesforce;

import dev.handrail.connector.RecordType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a field takes, and how its values look in a {@code CrmRecord} and in Salesforce's JSON. */
sealed interface FieldRule {

    /**
     * The value as the record will show it; null when it is empty.
     *
     * @throws Unacceptable with what is asked for
     */
    @Nullable
    Object accept(Object value);

    /** For JSON and for {@link Soql}. */
    default Object toCrm(Object accepted) {
        return accepted;
    }

    default @Nullable Object fromCrm(Object value) {
        return value;
    }

    /** Whether SOQL can compare it. */
    default boolean filterable() {
        return true;
    }

    /** Completes "the field …"; never holds the value. */
    final class Unacceptable extends RuntimeException {
        Unacceptable(String rule) {
            super(rule, null, false, false);
        }
    }

    /**
     * White space at the ends is cut off, as Salesforce does.
     *
     * @param longest in UTF-16 units, as Salesforce counts
     */
    record Text(int longest) implements FieldRule {

        private static final int LONGEST_FILTERABLE = 255;

        @Override
        public @Nullable Object accept(Object value) {
            if (!(value instanceof String text)) {
                throw new Unacceptable("must be text");
            }
            if (text.codePoints()
                    .anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))) {
                throw new Unacceptable("holds a character that cannot be stored (NUL or half a surrogate pair)");
            }
            String kept = text.strip();
            if (kept.length() > longest) {
                throw new Unacceptable("is longer than %d characters".formatted(longest));
            }
            return kept.isEmpty() ? null : kept;
        }

        /** Salesforce ends the lines of long texts with CR and LF. */
        @Override
        public Object fromCrm(Object value) {
            return value.toString().replace("\r\n", "\n");
        }

        @Override
        public boolean filterable() {
            return longest <= LONGEST_FILTERABLE;
        }
    }

    /** @param names Handrail's names, each with the values that an org may have for it, the likeliest first */
    record Choice(Map<String, List<String>> names) implements FieldRule {
        @Override
        public @Nullable Object accept(Object value) {
            if (!(value instanceof String text) || !(text.isEmpty() || names.containsKey(text))) {
                throw new Unacceptable("must be one of " + String.join(", ", names.keySet()));
            }
            return text.isEmpty() ? null : text;
        }

        /** The org's own values that Handrail has no name for are shown as they are. */
        @Override
        public Object fromCrm(Object value) {
            return names.entrySet().stream()
                    .filter(each -> each.getValue().contains(value.toString()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(value.toString());
        }
    }

    /** @param decimals that Salesforce keeps; more are rounded half up */
    record Number(long least, long most, int decimals) implements FieldRule {
        @Override
        public Object accept(Object value) {
            if (!(value instanceof java.lang.Number)) {
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

        @Override
        public Object toCrm(Object accepted) {
            return new BigDecimal(accepted.toString());
        }

        @Override
        public @Nullable Object fromCrm(Object value) {
            return decimal(value.toString())
                    .map(number -> plain(number.setScale(decimals, RoundingMode.HALF_UP)))
                    .orElse(null);
        }

        /** Empty for NaN and the infinities. */
        static Optional<BigDecimal> decimal(String number) {
            try {
                return Optional.of(new BigDecimal(number));
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }

        private static Object plain(BigDecimal number) {
            BigDecimal stripped = number.stripTrailingZeros();
            if (stripped.scale() > 0) {
                return stripped.doubleValue();
            }
            long whole = stripped.longValueExact();
            if (whole == (int) whole) {
                return (int) whole;
            }
            return whole;
        }
    }

    record Day() implements FieldRule {
        private static final Pattern SHAPE = Pattern.compile("[1-9]\\d{3}-\\d{2}-\\d{2}");

        @Override
        public @Nullable Object accept(Object value) {
            if ("".equals(value)) {
                return null;
            }
            try {
                if (value instanceof String text && SHAPE.matcher(text).matches()) {
                    return LocalDate.parse(text).toString();
                }
            } catch (DateTimeException _) {
                throw new Unacceptable("is a day the calendar does not have");
            }
            throw new Unacceptable("must be a date as YYYY-MM-DD");
        }
    }

    /** A list without repetitions, kept as JSON in a long text that people can read and edit. */
    record Texts(int longest, int most) implements FieldRule {

        private static final int LONGEST_FIELD = 32_000;
        private static final Pattern SEPARATORS = Pattern.compile("[;,\\n]");

        @Override
        public @Nullable Object accept(Object value) {
            if (!(value instanceof List<?> list)) {
                throw new Unacceptable("must be a list of text");
            }
            Set<String> texts = new LinkedHashSet<>();
            for (Object element : list) {
                Object text = element == null ? null : new Text(longest).accept(element);
                if (text == null) {
                    throw new Unacceptable("must not hold an empty text");
                }
                texts.add(text.toString());
            }
            if (texts.size() > most) {
                throw new Unacceptable("holds more than %d values".formatted(most));
            }
            List<String> accepted = List.copyOf(texts);
            if (toCrm(accepted).toString().length() > LONGEST_FIELD) {
                throw new Unacceptable("is longer than the field in Salesforce");
            }
            return accepted.isEmpty() ? null : accepted;
        }

        @Override
        public Object toCrm(Object accepted) {
            return JsonMapper.shared().writeValueAsString(accepted);
        }

        @Override
        public @Nullable Object fromCrm(Object value) {
            List<String> texts = read(value.toString());
            return texts.isEmpty() ? null : texts;
        }

        private static List<String> read(String text) {
            try {
                List<String> texts = new ArrayList<>();
                JsonMapper.shared().readTree(text).forEach(each -> texts.add(each.asString()));
                return List.copyOf(texts);
            } catch (JacksonException _) {
                return SEPARATORS
                        .splitAsStream(text)
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList();
            }
        }

        @Override
        public boolean filterable() {
            return false;
        }
    }

    record Reference(Set<RecordType> to) implements FieldRule {
        @Override
        public @Nullable Object accept(Object value) {
            if ("".equals(value)) {
                return null;
            }
            Optional<String> id = value instanceof String text ? RecordIds.full(text) : Optional.empty();
            return id.filter(full -> RecordIds.type(full).filter(to::contains).isPresent())
                    .orElseThrow(() -> new Unacceptable("must be the id of a record of type "
                            + to.stream()
                                    .sorted()
                                    .map(type -> type.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(" or "))));
        }
    }

    record Flag() implements FieldRule {
        @Override
        public Object accept(Object value) {
            if (!(value instanceof Boolean)) {
                throw new Unacceptable("must be true or false");
            }
            return value;
        }
    }
}
