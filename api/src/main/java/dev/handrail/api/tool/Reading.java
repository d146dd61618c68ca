package dev.handrail.api.tool;

import dev.handrail.api.problem.Problem;
import dev.handrail.call.CallResult;
import dev.handrail.call.RetryLater;
import dev.handrail.call.ToolCall;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A read whose caller waits: what a workflow would wait for becomes an answer that says when to come back. */
final class Reading {

    private Reading() {}

    static CallResult of(ToolReader reader, ToolCall call) {
        try {
            return reader.read(call);
        } catch (ApplicationFailure e) {
            throw problem(e).toException();
        }
    }

    private static Problem problem(ApplicationFailure failure) {
        Duration delay = failure.getNextRetryDelay();
        int seconds = delay == null ? 2 : (int) Math.clamp((delay.toMillis() + 999) / 1000, 1, 3600);
        if (RetryLater.RATE_LIMITED.name().equals(failure.getType())) {
            return new Problem(
                    429,
                    "rate_limited",
                    "The calls allowed for now are used up; try again in %d s".formatted(seconds),
                    List.of(),
                    seconds,
                    Map.of());
        }
        return new Problem(
                503,
                "crm_unavailable",
                "The CRM cannot be asked right now; try again in %d s".formatted(seconds),
                List.of(),
                seconds,
                Map.of());
    }
}
