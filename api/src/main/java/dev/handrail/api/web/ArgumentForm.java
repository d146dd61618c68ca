package dev.handrail.api.web;

import dev.handrail.api.problem.Problem;
import dev.handrail.tool.Parameter;
import dev.handrail.tool.Tool;
import dev.handrail.wording.Visible;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A call's arguments as fields of a form, and back. */
final class ArgumentForm {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PREFIX = "argument.";
    private static final int LONG = 100;

    private ArgumentForm() {}

    /** How a field is filled in. */
    enum Kind {
        CHOICE,
        NUMBER,
        LINE,
        TEXT,
        /** Lists and objects, as JSON. */
        JSON
    }

    /** @param value as it was asked for, with what would hide written out; "" when it was left out */
    record Field(
            String name,
            String label,
            Kind kind,
            List<String> choices,
            String value,
            boolean required,
            @Nullable String explained) {}

    static List<Field> fields(Tool tool, Map<String, Object> arguments) {
        return tool.parameters().stream()
                .map(parameter -> field(parameter, arguments.get(parameter.name())))
                .toList();
    }

    private static Field field(Parameter parameter, @Nullable Object value) {
        Object explained = parameter.schema().get("description");
        String text = written(value);
        return new Field(
                PREFIX + parameter.name(),
                parameter.name(),
                kind(parameter, text),
                choices(parameter),
                text,
                parameter.required(),
                explained == null ? null : Visible.text(explained.toString()));
    }

    private static Kind kind(Parameter parameter, String text) {
        if (!choices(parameter).isEmpty()) {
            return Kind.CHOICE;
        }
        return switch (type(parameter)) {
            case "number", "integer" -> Kind.NUMBER;
            case "string" -> text.length() > LONG || text.contains("\n") ? Kind.TEXT : Kind.LINE;
            default -> Kind.JSON;
        };
    }

    private static List<String> choices(Parameter parameter) {
        if (type(parameter).equals("boolean")) {
            return List.of("true", "false");
        }
        return parameter.schema().get("enum") instanceof Collection<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String type(Parameter parameter) {
        return String.valueOf(parameter.schema().get("type"));
    }

    private static String written(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> new BigDecimal(number.toString()).toPlainString();
            case Collection<?> many -> Visible.text(JSON.writeValueAsString(many));
            case Map<?, ?> object -> Visible.text(JSON.writeValueAsString(object));
            default -> Visible.text(value.toString());
        };
    }

    /**
     * What was filled in; an empty field is left out. Whatever nobody touched stays exactly as it was asked for.
     *
     * @return null when nothing was changed
     * @throws dev.handrail.api.problem.ProblemException 400 that names a field that cannot be read
     */
    static @Nullable Map<String, Object> changed(Tool tool, Map<String, Object> asked, Map<String, String> form) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        boolean touched = false;
        for (Parameter parameter : tool.parameters()) {
            Object before = asked.get(parameter.name());
            String old = written(before);
            String now = form.getOrDefault(PREFIX + parameter.name(), old).replace("\r\n", "\n");
            if (now.equals(old)) {
                if (before != null) {
                    arguments.put(parameter.name(), before);
                }
                continue;
            }
            touched = true;
            if (!now.isBlank()) {
                arguments.put(parameter.name(), value(parameter, now));
            }
        }
        return touched ? arguments : null;
    }

    private static Object value(Parameter parameter, String text) {
        try {
            return switch (type(parameter)) {
                case "integer" -> Long.valueOf(text.strip());
                case "number" -> new BigDecimal(text.strip()).doubleValue();
                case "boolean" -> Boolean.valueOf(text.strip());
                case "string" -> text;
                default -> JSON.readValue(text, Object.class);
            };
        } catch (NumberFormatException | JacksonException e) {
            throw Problem.badField("invalid_arguments", parameter.name(), "cannot be read as what it has to be")
                    .toException();
        }
    }
}
