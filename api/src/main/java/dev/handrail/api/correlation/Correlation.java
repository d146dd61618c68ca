package dev.handrail.api.correlation;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The id that ties a request, its log lines and its workflow together: the caller's {@code X-Correlation-Id}, else the
 * id of the trace, which its {@code traceparent} (W3C Trace Context) gives or tracing makes, else a new one.
 */
public final class Correlation {

    public static final String HEADER = "X-Correlation-Id";

    /** Key in the logging context and in a workflow's memo. */
    public static final String KEY = "correlationId";

    /** Where tracing, when it is on, leaves the id of the trace in the logging context. */
    private static final String TRACE = "traceId";

    private static final Pattern GIVEN = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private Correlation() {}

    /** Of the request that this thread serves. */
    public static String current() {
        String current = MDC.get(KEY);
        return current == null ? "none" : current;
    }

    public static String of(HttpServletRequest request) {
        if (request.getAttribute(KEY) instanceof String known) {
            return known;
        }
        String id = given(request.getHeader(HEADER), request.getHeader("traceparent"));
        request.setAttribute(KEY, id);
        return id;
    }

    private static String given(@Nullable String header, @Nullable String traceParent) {
        if (header != null && GIVEN.matcher(header).matches()) {
            return header;
        }
        if (traceParent != null) {
            Matcher trace = TRACE_PARENT.matcher(traceParent);
            if (trace.matches()) {
                return trace.group(1);
            }
        }
        String trace = MDC.get(TRACE);
        return trace == null ? UUID.randomUUID().toString() : trace;
    }
}
