package dev.handrail.api.request;

import dev.handrail.api.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns bytes into a request, each against its JSON Schema {@code schemas/<type>.json}. */
public final class RequestBodies {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<Class<?>, SchemaCheck> CHECKS = new ConcurrentHashMap<>();

    private RequestBodies() {}

    public static boolean known(Class<?> type) {
        return type.getName().startsWith("dev.handrail.") && resource(type).exists();
    }

    /** @throws dev.handrail.api.problem.ProblemException 400 that names every field that is wrong */
    public static <T> T read(byte[] body, Class<T> type) {
        JsonNode node = StrictJson.parse(body);
        if (!node.isObject()) {
            throw Problem.of(400, "invalid_body", "The body must be a JSON object")
                    .toException();
        }
        List<Problem.FieldError> errors =
                CHECKS.computeIfAbsent(type, RequestBodies::check).errors(node);
        if (!errors.isEmpty()) {
            throw Problem.invalid("invalid_body", errors).toException();
        }
        return StrictJson.to(node, type);
    }

    /**
     * All of a stream that is at most so long.
     *
     * @throws dev.handrail.api.problem.ProblemException 413
     */
    public static byte[] bytes(InputStream in, long announced, int most) throws IOException {
        if (announced > most) {
            throw tooLarge(most);
        }
        byte[] body = in.readNBytes(most + 1);
        if (body.length > most) {
            throw tooLarge(most);
        }
        return body;
    }

    /** The JSON Schema of every request, by the simple name of its type. */
    public static Map<String, JsonNode> schemas() {
        Map<String, JsonNode> schemas = new TreeMap<>();
        try {
            for (Resource resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:schemas/*.json")) {
                String file = String.valueOf(resource.getFilename());
                schemas.put(file.substring(0, file.length() - ".json".length()), read(resource));
            }
        } catch (IOException e) {
            throw new IllegalStateException("The schemas of the requests cannot be read", e);
        }
        return schemas;
    }

    private static JsonNode read(Resource resource) throws IOException {
        try (InputStream in = resource.getInputStream()) {
            return JSON.readTree(in);
        }
    }

    private static RuntimeException tooLarge(int most) {
        return Problem.of(413, "too_large", "The body is larger than %d bytes; send less at once".formatted(most))
                .toException();
    }

    private static SchemaCheck check(Class<?> type) {
        try {
            return new SchemaCheck(read(resource(type)));
        } catch (IOException e) {
            throw new IllegalStateException("No schema for " + type.getSimpleName(), e);
        }
    }

    private static ClassPathResource resource(Class<?> type) {
        return new ClassPathResource("schemas/%s.json".formatted(type.getSimpleName()));
    }
}
