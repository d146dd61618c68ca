package dev.handrail.extraction;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a language model answers, if it satisfies {@code findings.schema.json}. */
final class Answers {

    /** A value as the model gives it, of which nothing is believed yet. */
    record Claim(String field, String words) {}

    private static final String SCHEMA = text();

    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SCHEMA);

    String schema() {
        return SCHEMA;
    }

    /** Empty when the answer is not JSON or breaks the schema. A fence or a sentence around the JSON does no harm. */
    Optional<List<Claim>> read(String answer) {
        int start = answer.indexOf('{');
        int end = answer.lastIndexOf('}');
        if (start < 0 || end < start) {
            return Optional.empty();
        }
        try {
            JsonNode value = JsonMapper.shared().readTree(answer.substring(start, end + 1));
            return schema.validate(value).isEmpty() ? Optional.of(claims(value)) : Optional.empty();
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    private static List<Claim> claims(JsonNode value) {
        return value.path("findings")
                .valueStream()
                .map(claim -> new Claim(
                        claim.path("field").stringValue(), claim.path("words").stringValue()))
                .toList();
    }

    private static String text() {
        try (InputStream file = Answers.class.getResourceAsStream("findings.schema.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
