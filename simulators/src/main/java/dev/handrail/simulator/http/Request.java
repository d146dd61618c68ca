package dev.handrail.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request as it came in, its body complete and no longer compressed.
 *
 * @param path percent-encoded, without the query
 * @param query decoded, in order, each name with all its values
 * @param headers names in any case
 * @param baseUrl how the client reached the server, such as {@code http://127.0.0.1:8090}
 */
public record Request(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        byte[] body,
        String baseUrl) {

    public Request {
        var caseless = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        caseless.putAll(headers);
        headers = caseless;
    }

    /** @param target path and query as they stand in the request line */
    public static Request of(
            String method, String target, Map<String, List<String>> headers, byte[] body, String baseUrl) {
        int mark = target.indexOf('?');
        return mark < 0
                ? new Request(method, target, Map.of(), headers, body, baseUrl)
                : new Request(
                        method, target.substring(0, mark), form(target.substring(mark + 1)), headers, body, baseUrl);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(List::getFirst);
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** @throws tools.jackson.core.JacksonException when the body is no JSON; an empty body is a missing node */
    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** The body as {@code application/x-www-form-urlencoded}. */
    public Map<String, List<String>> form() {
        return form(text());
    }

    /** Path and query, as they came. */
    public String target() {
        if (query.isEmpty()) return path;
        var pairs = new ArrayList<String>();
        query.forEach((name, values) -> values.forEach(value -> pairs.add(name + "=" + value)));
        return path + "?" + String.join("&", pairs);
    }

    public Request withMethod(String other) {
        return new Request(other, path, query, headers, body, baseUrl);
    }

    private static Map<String, List<String>> form(String encoded) {
        var values = new LinkedHashMap<String, List<String>>();
        for (String pair : encoded.split("&")) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            values.computeIfAbsent(decoded(name), each -> new ArrayList<>()).add(decoded(value));
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
