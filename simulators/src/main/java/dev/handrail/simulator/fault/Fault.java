package dev.handrail.simulator.fault;

import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A rule: requests that fit it meet its fault. Of several rules that fit, the first one with something left to do acts.
 *
 * @param method such as {@code POST}; null for any. It is the one on the wire, not that of {@code _HttpMethod}
 * @param path regular expression, found somewhere in path and decoded query; null for any
 * @param body regular expression, found somewhere in the request's body; null for any
 * @param after how many fitting requests pass unharmed first
 * @param times how many meet the fault after that; null for all
 * @param probability 0 to 1, of each of these; null for 1
 * @param seed makes the probability's choices repeatable
 * @param status of the errors; null for 500
 * @param answer JSON body of the errors; null for what the CRM says when it breaks
 * @param headers more headers of the errors, such as {@code Retry-After}
 * @param millis of the delays
 */
public record Fault(
        FaultKind kind,
        @Nullable String method,
        @Nullable String path,
        @Nullable String body,
        int after,
        @Nullable Integer times,
        @Nullable Double probability,
        long seed,
        @Nullable Integer status,
        @Nullable JsonNode answer,
        @Nullable Map<String, String> headers,
        long millis) {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    public Fault {
        if (method != null && !METHODS.contains(method.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "method is one of %s; add a fault for each".formatted(new TreeSet<>(METHODS)));
        }
        if (path != null) Pattern.compile(path);
        if (body != null) Pattern.compile(body);
        if (after < 0 || millis < 0) throw new IllegalArgumentException("after and millis cannot be negative");
        if (probability != null && !(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability is between 0 and 1");
        }
    }

    /** A fault of every request; narrow it with the methods below. */
    public static Fault of(FaultKind kind) {
        return new Fault(kind, null, null, null, 0, null, null, 0, null, null, null, 0);
    }

    public Fault on(String itsMethod, String itsPath) {
        return new Fault(
                kind, itsMethod, itsPath, body, after, times, probability, seed, status, answer, headers, millis);
    }

    public Fault times(int count) {
        return new Fault(kind, method, path, body, after, count, probability, seed, status, answer, headers, millis);
    }

    public Fault after(int count) {
        return new Fault(kind, method, path, body, count, times, probability, seed, status, answer, headers, millis);
    }

    public Fault withProbability(double share, long itsSeed) {
        return new Fault(kind, method, path, body, after, times, share, itsSeed, status, answer, headers, millis);
    }

    public Fault withMillis(long duration) {
        return new Fault(kind, method, path, body, after, times, probability, seed, status, answer, headers, duration);
    }

    public Fault answering(int itsStatus, JsonNode content) {
        return new Fault(
                kind, method, path, body, after, times, probability, seed, itsStatus, content, headers, millis);
    }

    Random random() {
        return new Random(seed);
    }
}
