package dev.handrail.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds who answers a request. Templates look like {@code /crm/v3/objects/{type}/{id}}: a segment in braces takes any
 * one segment, a last {@code {name...}} takes the rest of the path. The first template that fits wins, so put literal
 * ones before those with braces.
 */
public final class Router {

    /** Answers the requests of one route. */
    public interface Route {
        Answer answer(Call call);
    }

    /** A request with the decoded values of the braces in its route's template. */
    public record Call(Request request, Map<String, String> variables) {
        public String variable(String name) {
            String value = variables.get(name);
            if (value == null) throw new IllegalArgumentException("No {" + name + "} in the route's template");
            return value;
        }
    }

    private record Entry(String method, String[] template, Route route) {}

    private final List<Entry> entries = new ArrayList<>();

    public Router on(String method, String template, Route route) {
        entries.add(new Entry(method, segments(template), route));
        return this;
    }

    /** The answer of the first route that fits; empty when there is none. */
    public Optional<Answer> answer(Request request) {
        String[] path = segments(request.path());
        for (Entry entry : entries) {
            if (!entry.method.equals(request.method())) continue;
            var variables = match(entry.template, path);
            if (variables != null) return Optional.of(entry.route.answer(new Call(request, variables)));
        }
        return Optional.empty();
    }

    /** The methods that some route would take at this path; none when nothing is there. */
    public List<String> methodsAt(String path) {
        var methods = new TreeSet<String>();
        for (Entry entry : entries) {
            if (match(entry.template, segments(path)) != null) methods.add(entry.method);
        }
        return List.copyOf(methods);
    }

    private static @Nullable Map<String, String> match(String[] template, String[] path) {
        var variables = new LinkedHashMap<String, String>();
        for (int i = 0; i < template.length; i++) {
            String part = template[i];
            if (part.endsWith("...}")) {
                variables.put(part.substring(1, part.length() - 4), rest(path, i));
                return variables;
            }
            if (i >= path.length) return null;
            if (part.startsWith("{")) variables.put(part.substring(1, part.length() - 1), decoded(path[i]));
            else if (!part.equals(path[i])) return null;
        }
        return template.length == path.length ? variables : null;
    }

    private static String rest(String[] path, int from) {
        var parts = new ArrayList<String>();
        for (int i = from; i < path.length; i++) parts.add(decoded(path[i]));
        return String.join("/", parts);
    }

    /** A trailing slash makes no difference. */
    private static String[] segments(String path) {
        String trimmed = path.replaceAll("^/+|/+$", "");
        return trimmed.isEmpty() ? new String[0] : trimmed.split("/");
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }
}
