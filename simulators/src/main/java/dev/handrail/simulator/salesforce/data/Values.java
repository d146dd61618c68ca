package dev.handrail.simulator.salesforce.data;

import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.FieldType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values of fields between JSON and the database. */
public final class Values {

    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private Values() {}

    /** Reads a value that a client sent. Spaces around a text are dropped, an empty text is none. */
    static @Nullable Object read(Field field, JsonNode node) {
        if (node.isNull()) return null;
        FieldType type = field.type();
        if (type.text()) {
            if (!node.isString()) throw unreadable(field, node);
            String text = node.asString().strip();
            return text.isEmpty() ? null : text;
        }
        if (type.number()) {
            if (!node.isNumber()) throw unreadable(field, node);
            return node.decimalValue().setScale(field.scale(), RoundingMode.HALF_UP);
        }
        if (type == FieldType.BOOLEAN) {
            if (!node.isBoolean()) throw unreadable(field, node);
            return node.booleanValue();
        }
        if (!node.isString()) throw unreadable(field, node);
        try {
            if (node.asString().isBlank()) return null;
            return type == FieldType.DATE ? LocalDate.parse(node.asString()) : moment(node.asString());
        } catch (DateTimeException e) {
            throw unreadable(field, node);
        }
    }

    /** Seconds are kept, anything finer is not. A moment without an offset is UTC. */
    public static Instant moment(String text) {
        var parsed = READ.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        Instant instant = parsed instanceof OffsetDateTime offset
                ? offset.toInstant()
                : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Refusal unreadable(Field field, JsonNode node) {
        String token = node.isString()
                ? "VALUE_STRING value " + node.asString()
                : node.isNumber()
                        ? "VALUE_NUMBER_" + (node.isIntegralNumber() ? "INT" : "FLOAT") + " value " + node.asString()
                        : node.isBoolean()
                                ? "VALUE_" + (node.booleanValue() ? "TRUE" : "FALSE")
                                : node.isArray() ? "START_ARRAY value [" : "START_OBJECT value {";
        return Refusal.of(
                "JSON_PARSER_ERROR",
                "Cannot deserialize instance of " + field.type().described() + " from " + token
                        + " or request may be missing a required field at [line:1, column:1]");
    }

    /** As an answer shows it. */
    public static JsonNode write(Field field, @Nullable Object value) {
        var json = JsonMapper.shared().getNodeFactory();
        return switch (value) {
            case null -> json.nullNode();
            case String text -> json.stringNode(text);
            case Boolean flag -> json.booleanNode(flag);
            case Instant instant -> json.stringNode(written(instant));
            case LocalDate date -> json.stringNode(date.toString());
            case BigDecimal number ->
                field.type() == FieldType.INT
                        ? json.numberNode(number.intValue())
                        : json.numberNode(number.doubleValue());
            case Map<?, ?> parts -> JsonMapper.shared().valueToTree(parts);
            default -> throw new IllegalStateException("No such value in " + field.name());
        };
    }

    public static String written(Instant instant) {
        return WRITTEN.format(instant);
    }
}
