package dev.handrail.hubspot;

import dev.handrail.connector.FieldValue;
import dev.handrail.connector.Unacceptable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What values a field takes, and how HubSpot writes them. */
sealed interface Kind {

    /** The longest value of a text property in HubSpot. */
    int LONGEST = 65_536;

    /**
     * The value as the record will show it; null when it is empty.
     *
     * @throws Unacceptable with what is asked for
     */
    @Nullable
    Object accept(Object value);

    /** An accepted value as HubSpot stores it. */
    default String write(Object accepted) {
        return accepted.toString();
    }

    /** A stored value, never empty; null when it says nothing here. */
    @Nullable
    Object read(String stored);

    /** @param longest in Unicode characters */
    record Text(int longest) implements Kind {
        @Override
        public @Nullable Object accept(Object value) {
            return FieldValue.text(value, longest);
        }

        @Override
        public Object read(String stored) {
            return stored;
        }
    }

    record Email() implements Kind {
        private static final Pattern SHAPE = Pattern.compile("[^\\s@]+@[^\\s@]+");

        /** HubSpot keeps addresses in lower case. */
        @Override
        public @Nullable Object accept(Object value) {
            String text = FieldValue.text(value, 254);
            if (text == null) {
                return null;
            }
            if (!SHAPE.matcher(text).matches()) {
                throw new Unacceptable("must be an e-mail address");
            }
            return text.toLowerCase(Locale.ROOT);
        }

        @Override
        public Object read(String stored) {
            return stored;
        }
    }

    record Formatted(int longest) implements Kind {
        @Override
        public @Nullable Object accept(Object value) {
            String text = FieldValue.text(value, longest);
            if (text != null && Html.of(text).length() > LONGEST) {
                throw new Unacceptable("is too long once its special characters are escaped");
            }
            return text;
        }

        @Override
        public String write(Object accepted) {
            return Html.of(accepted.toString());
        }

        @Override
        public @Nullable Object read(String stored) {
            String text = Html.text(stored);
            return text.isEmpty() ? null : text;
        }
    }

    /**
     * One of a few. What HubSpot has besides is shown in its own words and taken back, so that an undo restores it.
     *
     * @param stored HubSpot's values by Handrail's
     * @param further values of HubSpot's that Handrail has no word for
     */
    record Choice(Map<String, String> stored, Set<String> further) implements Kind {

        static Choice of(String... values) {
            Map<String, String> same = new LinkedHashMap<>();
            for (String value : values) {
                same.put(value, value);
            }
            return new Choice(same, Set.of());
        }

        @Override
        public @Nullable Object accept(Object value) {
            if ("".equals(value)) {
                return null;
            }
            if (value instanceof String text && (stored.containsKey(text) || further.contains(text))) {
                return text;
            }
            throw new Unacceptable("must be one of " + String.join(", ", stored.keySet()));
        }

        @Override
        public String write(Object accepted) {
            return stored.getOrDefault(accepted.toString(), accepted.toString());
        }

        @Override
        public Object read(String value) {
            return stored.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(value))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(value);
        }
    }

    /** @param decimals kept; more are rounded half up */
    record Numeric(long least, long most, int decimals) implements Kind {

        static Numeric whole(long least, long most) {
            return new Numeric(least, most, 0);
        }

        static Numeric amount(long most) {
            return new Numeric(0, most, 2);
        }

        /** A confidence from 0 to 1. */
        static Numeric fraction() {
            return new Numeric(0, 1, 17);
        }

        @Override
        public Object accept(Object value) {
            return FieldValue.number(value, least, most, decimals);
        }

        @Override
        public String write(Object accepted) {
            return new BigDecimal(accepted.toString()).stripTrailingZeros().toPlainString();
        }

        @Override
        public @Nullable Object read(String stored) {
            return FieldValue.decimal(stored.strip()).map(FieldValue::plain).orElse(null);
        }
    }

    /** Noon of a day in the account's zone: HubSpot keeps a moment, and shows it to people in their zones. */
    record Day(ZoneId zone) implements Kind {
        @Override
        public @Nullable Object accept(Object value) {
            return FieldValue.day(value);
        }

        @Override
        public String write(Object accepted) {
            return LocalDate.parse(accepted.toString())
                    .atTime(LocalTime.NOON)
                    .atZone(zone)
                    .toInstant()
                    .toString();
        }

        @Override
        public @Nullable Object read(String stored) {
            try {
                return OffsetDateTime.parse(stored)
                        .atZoneSameInstant(zone)
                        .toLocalDate()
                        .toString();
            } catch (DateTimeException e) {
                return null;
            }
        }

        /** First and last millisecond of the day. */
        List<String> bounds(Object accepted) {
            var start = LocalDate.parse(accepted.toString()).atStartOfDay(zone);
            return List.of(
                    String.valueOf(start.toInstant().toEpochMilli()),
                    String.valueOf(start.plusDays(1).toInstant().toEpochMilli() - 1));
        }
    }

    /** A list without repetitions, one to a line of a text property: the options of a list would have to be known. */
    record Lines(int longest, int most) implements Kind {
        @Override
        public @Nullable Object accept(Object value) {
            return FieldValue.texts(value, most, text -> FieldValue.text(text, longest));
        }

        @Override
        public String write(Object accepted) {
            List<String> lines = new ArrayList<>();
            for (Object text : (List<?>) accepted) {
                lines.add(text.toString().replace("\\", "\\\\").replace("\n", "\\n"));
            }
            return String.join("\n", lines);
        }

        @Override
        public Object read(String stored) {
            List<Object> texts = new ArrayList<>();
            for (String line : stored.split("\n")) {
                if (!line.isEmpty()) {
                    texts.add(unescaped(line));
                }
            }
            return List.copyOf(texts);
        }

        private static String unescaped(String line) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '\\' && i + 1 < line.length()) {
                    c = line.charAt(++i) == 'n' ? '\n' : line.charAt(i);
                }
                text.append(c);
            }
            return text.toString();
        }
    }

    /** The id of another record. */
    record Reference() implements Kind {
        private static final Pattern SHAPE = Pattern.compile("[1-9]\\d{0,17}");

        static boolean isId(String text) {
            return SHAPE.matcher(text).matches();
        }

        @Override
        public @Nullable Object accept(Object value) {
            if ("".equals(value)) {
                return null;
            }
            if (value instanceof String text && isId(text)) {
                return text;
            }
            throw new Unacceptable("must be the id of a record, which is a number in HubSpot");
        }

        @Override
        public Object read(String stored) {
            return stored;
        }
    }
}
