package dev.handrail.query;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Records as they are shown: fields as the actions call them, times in the business's zone, nothing that is empty. */
record Rows(ZoneId zone) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern UNDERSCORED = Pattern.compile("_([a-z])");

    Map<String, Object> shown(ResultSet row, int number) throws SQLException {
        Map<String, Object> shown = new LinkedHashMap<>();
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = value(row, i, columns.getColumnTypeName(i));
            if (value != null) {
                shown.put(field(columns.getColumnLabel(i)), value);
            }
        }
        return shown;
    }

    String local(OffsetDateTime at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.atZoneSameInstant(zone).truncatedTo(ChronoUnit.SECONDS));
    }

    private @Nullable Object value(ResultSet row, int column, String type) throws SQLException {
        if (row.getObject(column) == null) {
            return null;
        }
        return switch (type) {
            case "timestamptz" -> local(row.getObject(column, OffsetDateTime.class));
            case "date" -> row.getDate(column).toLocalDate().toString();
            case "jsonb" -> JSON.readValue(row.getString(column), Object.class);
            case "bool" -> row.getBoolean(column);
            case "int4", "int8" -> row.getLong(column);
            case "numeric" -> row.getObject(column, BigDecimal.class);
            case "_text" -> texts(row.getArray(column));
            default -> row.getString(column);
        };
    }

    private static List<Object> texts(Array array) throws SQLException {
        return new ArrayList<>(List.of((Object[]) array.getArray()));
    }

    static String field(String column) {
        return UNDERSCORED.matcher(column).replaceAll(match -> match.group(1).toUpperCase(java.util.Locale.ROOT));
    }
}
