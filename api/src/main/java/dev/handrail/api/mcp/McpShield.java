package dev.handrail.api.mcp;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Keeps the SDK's own errors, which carry stack traces, from callers. */
final class McpShield extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            ProblemWriter.write(
                    request,
                    response,
                    Problem.of(405, "method_not_allowed", "MCP here is stateless: only POST, no stream to GET"));
            return;
        }
        String accept = String.valueOf(request.getHeader("Accept"));
        if (!accept.contains("application/json") || !accept.contains("text/event-stream")) {
            ProblemWriter.write(
                    request,
                    response,
                    Problem.of(
                            406, "not_acceptable", "Send 'Accept: application/json, text/event-stream', as MCP asks"));
            return;
        }
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        if (answer.getStatus() >= 400) {
            ProblemWriter.write(request, response, problem(answer.getStatus()));
        } else {
            answer.copyBodyToResponse();
        }
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 403 ->
                Problem.of(
                        403,
                        "origin_not_allowed",
                        "This Origin may not call /mcp; an operator allows it with handrail.api.mcp-origins");
            case 421 ->
                Problem.of(
                        421,
                        "host_not_allowed",
                        "This Host is not served; an operator allows it with handrail.api.mcp-hosts");
            case 413 -> Problem.of(413, "too_large", "The message is too large; send less at once");
            case 415 -> Problem.of(415, "unsupported_media_type", "Send application/json in UTF-8");
            case 503 -> Problem.away("unavailable", "Handrail is stopping; send it again shortly");
            default ->
                status < 500
                        ? Problem.of(status, "invalid_message", "The body is not an MCP message (JSON-RPC 2.0)")
                        : Problem.of(
                                500,
                                "internal_error",
                                "Something went wrong here; report it with the correlationId of this answer");
        };
    }
}
