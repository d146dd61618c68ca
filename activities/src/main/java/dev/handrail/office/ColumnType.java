package dev.handrail.office;

import dev.handrail.connector.RecordType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a column takes, and how its values look in a {@code CrmRecord}, where they are what JSON would give back. */
sealed interface ColumnType {

    /**
     * The value as the record will show it; null when it is empty.
     *
     * @throws Unacceptable with what is asked for
     */
    @Nullable
    Object accept(Object value);

    /** The type, without a length: a cast to a length would cut the value off. */
    String sqlType();

    @Nullable
    Object read(ResultSet rows, String column) throws SQLException;

    /** The value as Postgres reads it. */
    default String write(Object accepted) {
        return accepted.toString();
    }

    /** Completes "the field …"; never holds the value. */
    final class Unacceptable extends RuntimeException {
        Unacceptable(String rule) {
            super(rule, null, false, false);
        }
    }

    /** @param longest in Unicode characters */
    record Text(int longest) implements ColumnType {
        @Override
        public @Nullable Object accept(Object value) {
            if (!(value instanceof String text)) {
                throw new Unacceptable("must be text");
            }
            if (text.codePoints()
                    .anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))) {
                throw new Unacceptable("holds a character that cannot be stored (NUL or half a surrogate pair)");
            }
            if (text.codePointCount(0, text.length()) > longest) {
                throw new Unacceptable("is longer than %d characters".formatted(longest));
            }
            return text.isEmpty() ? null : text;
        }

        @Override
        public String sqlType() {
            return "text";
        }

        @Override
        public @Nullable Object read(ResultSet rows, String column) throws SQLException {
            return rows.getString(column);
        }
    }

    record Choice(List<String> values) implements ColumnType {
        @Override
        public @Nullable Object accept(Object value) {
            if (!(value instanceof String text) || !(text.isEmpty() || values.contains(text))) {
                throw new Unacceptable("must be one of " + String.join(", ", values));
            }
            return text.isEmpty() ? null : text;
        }

        @Override
        public String sqlType() {
            return "text";
        }

        @Override
        public @Nullable Object read(ResultSet rows, String column) throws SQLException {
            return rows.getString(column);
        }
    }

    /** @param decimals kept; more are rounded half up, as Postgres does */
    record Number(long least, long most, int decimals, String sqlType) implements ColumnType {

        static Number whole(long least, long most) {
            return new Number(least, most, 0, "bigint");
        }

        static Number amount(long most) {
            return new Number(0, most, 2, "numeric");
        }

        /** A confidence from 0 to 1. */
        static Number fraction() {
            return new Number(0, 1, 17, "double precision");
        }

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
        public @Nullable Object read(ResultSet rows, String column) throws SQLException {
            String number = rows.getString(column);
            return number == null ? null : plain(new BigDecimal(number));
        }

        /** Empty for NaN and the infinities. */
        private static Optional<BigDecimal> decimal(String number) {
            try {
                return Optional.of(new BigDecimal(number));
            } catch (NumberFormatException e) {
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

    record Day() implements ColumnType {
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
            } catch (DateTimeException e) {
                throw new Unacceptable("is a day the calendar does not have");
            }
            throw new Unacceptable("must be a date as YYYY-MM-DD");
        }

        @Override
        public String sqlType() {
            return "date";
        }

        @Override
        public @Nullable Object read(ResultSet rows, String column) throws SQLException {
            return rows.getString(column);
        }
    }

    /** A list without repetitions; an empty one is an empty field. */
    record Texts(int longest, int most) implements ColumnType {
        @Override
        public @Nullable Object accept(Object value) {
            if (!(value instanceof List<?> list)) {
                throw new Unacceptable("must be a list of text");
            }
            Set<Object> texts = new LinkedHashSet<>();
            for (Object element : list) {
                Object text = element == null ? null : new Text(longest).accept(element);
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

        @Override
        public String sqlType() {
            return "text[]";
        }

        @Override
        public String write(Object accepted) {
            return ((List<?>) accepted)
                    .stream()
                            .map(text ->
                                    '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                            .collect(Collectors.joining(",", "{", "}"));
        }

        @Override
        public @Nullable Object read(ResultSet rows, String column) throws SQLException {
            java.sql.Array array = rows.getArray(column);
            return array == null ? null : List.of((Object[]) array.getArray());
        }
    }

    record Reference(Set<RecordType> to) implements ColumnType {
        @Override
        public @Nullable Object accept(Object value) {
            if ("".equals(value)) {
                return null;
            }
            Optional<String> id = value instanceof String text ? OfficeId.full(text) : Optional.empty();
            return id.filter(full -> OfficeId.type(full).filter(to::contains).isPresent())
                    .orElseThrow(() -> new Unacceptable("must be the id of a record of type "
                            + to.stream()
                                    .sorted()
                                    .map(type -> type.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(" or "))));
        }

        @Override
        public String sqlType() {
            return "text";
        }

        @Override
        public @Nullable Object read(ResultSet rows, String column) throws SQLException {
            return rows.getString(column);
        }
    }

    record Flag() implements ColumnType {
        @Override
        public Object accept(Object value) {
            if (!(value instanceof Boolean)) {
                throw new Unacceptable("must be true or false");
            }
            return value;
        }

        @Override
        public String sqlType() {
            return "boolean";
        }

        @Override
        public Object read(ResultSet rows, String column) throws SQLException {
            return rows.getBoolean(column);
        }
    }
}
