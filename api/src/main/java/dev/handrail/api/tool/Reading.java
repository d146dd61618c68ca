package dev.handrail.api.tool;

import dev.handrail.api.problem.Problem;
import dev.handrail.call.CallResult;
import dev.handrail.call.RetryLater;
import dev.handrail.call.ToolCall;
import dev.handrail.door.RetryLaterException;
import dev.handrail.door.ToolDoor;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A read whose caller waits: what a workflow would wait for becomes an answer that says when to come back. */
final class Reading {

    private Reading() {}

    static CallResult of(ToolDoor door, ToolCall call) {
        try {
            return door.pass(call, 1);
        } catch (RetryLaterException e) {
            throw problem(e).toException();
        }
    }

    private static Problem problem(RetryLaterException failure) {
        Duration delay = failure.after();
        int seconds = delay == null ? 2 : (int) Math.clamp((delay.toMillis() + 999) / 1000, 1, 3600);
        if (failure.kind() == RetryLater.RATE_LIMITED) {
            return new Problem(
                    429,
                    "rate_limited",
                    "The calls allowed for now are used up; try again in %d s".formatted(seconds),
                    List.of(),
                    seconds,
                    Map.of(Problem.LIMITS, failure.limits()));
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
