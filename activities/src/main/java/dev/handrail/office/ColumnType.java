package dev.handrail.office;

import dev.handrail.connector.FieldValue;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Unacceptable;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

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

    /** @param longest in Unicode characters */
    record Text(int longest) implements ColumnType {
        @Override
        public @Nullable Object accept(Object value) {
            return FieldValue.text(value, longest);
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
            return FieldValue.number(value, least, most, decimals);
        }

        @Override
        public @Nullable Object read(ResultSet rows, String column) throws SQLException {
            String number = rows.getString(column);
            return number == null ? null : FieldValue.plain(new BigDecimal(number));
        }
    }

    record Day() implements ColumnType {
        @Override
        public @Nullable Object accept(Object value) {
            return FieldValue.day(value);
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

    /** An instant, as ISO 8601 in UTC. */
    record Moment() implements ColumnType {
        @Override
        public @Nullable Object accept(Object value) {
            return FieldValue.moment(value);
        }

        @Override
        public String sqlType() {
            return "timestamptz";
        }

        @Override
        public @Nullable Object read(ResultSet rows, String column) throws SQLException {
            OffsetDateTime at = rows.getObject(column, OffsetDateTime.class);
            return at == null ? null : at.toInstant().toString();
        }
    }

    /** Parts of a record that are nothing by themselves, such as the lines of an invoice. */
    record Json() implements ColumnType {

        private static final JsonMapper JSON = JsonMapper.shared();

        @Override
        public Object accept(Object value) {
            return JSON.readValue(JSON.writeValueAsString(value), Object.class);
        }

        @Override
        public String sqlType() {
            return "jsonb";
        }

        @Override
        public String write(Object accepted) {
            return JSON.writeValueAsString(accepted);
        }

        @Override
        public @Nullable Object read(ResultSet rows, String column) throws SQLException {
            String json = rows.getString(column);
            return json == null ? null : JSON.readValue(json, Object.class);
        }
    }

    /** A list without repetitions; an empty one is an empty field. */
    record Texts(int longest, int most) implements ColumnType {
        @Override
        public @Nullable Object accept(Object value) {
            return FieldValue.texts(value, most, text -> FieldValue.text(text, longest));
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
            return FieldValue.flag(value);
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
