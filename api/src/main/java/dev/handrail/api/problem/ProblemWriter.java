package dev.handrail.api.problem;

import dev.handrail.api.correlation.Correlation;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem as the whole answer. The one place that does, so that all problems look alike. */
public final class ProblemWriter {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MEDIA_TYPE = "application/problem+json";

    private ProblemWriter() {}

    /** Does nothing when the answer is under way already. */
    public static void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(MEDIA_TYPE);
        if (problem.retryAfterSeconds() != null) {
            response.setHeader("Retry-After", String.valueOf(problem.retryAfterSeconds()));
        }
        if (problem.more().get(Problem.LIMITS) instanceof Map<?, ?> limits) {
            limits.forEach((name, value) -> response.setHeader(String.valueOf(name), String.valueOf(value)));
        }
        byte[] body = JSON.writeValueAsBytes(members(request, problem));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private static Map<String, Object> members(HttpServletRequest request, Problem problem) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "urn:handrail:problem:" + problem.code());
        HttpStatus status = HttpStatus.resolve(problem.status());
        members.put("title", status == null ? "Error" : status.getReasonPhrase());
        members.put("status", problem.status());
        members.put("code", problem.code());
        members.put("detail", problem.detail());
        if (problem.field() != null) {
            members.put("field", problem.field());
            members.put("errors", problem.errors());
        }
        members.put("instance", path(request));
        members.put("correlationId", Correlation.of(request));
        members.putAll(problem.more());
        return members;
    }

    private static String path(HttpServletRequest request) {
        Object forwarded = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = forwarded == null ? request.getRequestURI() : forwarded.toString();
        String shown = path == null ? "/" : path.substring(0, Math.min(path.length(), 200));
        return new String(shown.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
    }
}
