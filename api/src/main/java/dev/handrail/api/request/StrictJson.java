package dev.handrail.api.request;

import dev.handrail.api.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses JSON that strangers send. What later stages could stumble over is refused here: text that is not UTF-8, NUL,
 * half of a surrogate pair, a name twice, numbers out of range, deep nesting.
 */
public final class StrictJson {

    /** Deepest nesting of any body we take is 6. */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_NUMBER_LENGTH = 100;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxNameLength(1_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StrictJson() {}

    /** @throws dev.handrail.api.problem.ProblemException 400 */
    public static JsonNode parse(byte[] body) {
        JsonNode node = parseOnly(body);
        checkTexts(node);
        return node;
    }

    /**
     * Leaves the texts to {@link #checkTexts}.
     *
     * @throws dev.handrail.api.problem.ProblemException 400
     */
    public static JsonNode parseOnly(byte[] body) {
        return tree(text(body));
    }

    /**
     * Refuses texts with NUL or half a surrogate pair, and numbers out of range.
     *
     * @throws dev.handrail.api.problem.ProblemException 400
     */
    public static void checkTexts(JsonNode node) {
        checkTexts(node, "");
    }

    /** For a tree that satisfies the schema of the type. */
    static <T> T to(JsonNode node, Class<T> type) {
        return JSON.treeToValue(node, type);
    }

    public static JsonNode toTree(Object value) {
        return JSON.valueToTree(value);
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(400, "invalid_utf8", "The body is not valid UTF-8; send it as UTF-8")
                    .toException();
        }
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw Problem.of(400, "body_missing", "The body is empty; send a JSON object")
                        .toException();
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw Problem.of(
                            400,
                            "invalid_json",
                            "The JSON is nested more than %d deep, or a number or a name in it is too long"
                                    .formatted(MAX_DEPTH))
                    .toException();
        } catch (JacksonException e) {
            throw Problem.of(400, "invalid_json", explain(e)).toException();
        }
    }

    private static String explain(JacksonException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        String what = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")
                ? "A name stands twice in one object"
                : "The body is not valid JSON";
        return what + where + "; correct it and send it again";
    }

    private static void checkTexts(JsonNode node, String path) {
        if (node.isString()) {
            checkText(node.stringValue(), path);
        } else if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            throw Problem.badField("invalid_number", shown(path), "is a number out of range")
                    .toException();
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                checkTexts(node.get(i), path + "[" + i + "]");
            }
        } else if (node.isObject()) {
            node.forEachEntry((name, value) -> {
                checkText(name, path.isEmpty() ? "a name" : path);
                checkTexts(value, path.isEmpty() ? name : path + "." + name);
            });
        }
    }

    private static void checkText(String text, String path) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw Problem.badField("invalid_text", shown(path), "contains a NUL character; remove it")
                        .toException();
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw Problem.badField(
                                    "invalid_text",
                                    shown(path),
                                    "contains half of a surrogate pair; send whole characters")
                            .toException();
                }
                i++;
            }
        }
    }

    private static String shown(String path) {
        return path.isEmpty() ? "the body" : Names.shown(path);
    }
}
