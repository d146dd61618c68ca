package dev.handrail.api.crm;

import dev.handrail.api.problem.Problem;
import dev.handrail.connector.CrmFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What it means to an administrator when a CRM cannot be set up. */
final class SetupProblems {

    private SetupProblems() {}

    static Problem of(CrmFailure failure) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case UNAVAILABLE, OUTCOME_UNKNOWN ->
                Problem.away("crm_unavailable", detail + ". Try again; what was made until then stays");
            case RATE_LIMITED -> {
                Duration wait = Objects.requireNonNullElse(failure.retryAfter(), Duration.ofSeconds(10));
                int seconds = (int) Math.clamp(wait.toSeconds() + 1, 1, 3600);
                yield new Problem(429, "rate_limited", detail, List.of(), seconds, Map.of());
            }
            case UNAUTHORIZED -> Problem.conflict("crm_unauthorized", detail);
            case NOT_FOUND,
                    DUPLICATE,
                    RESEMBLES_OTHERS,
                    CHANGED_MEANWHILE,
                    IN_USE,
                    INVALID,
                    NOT_SUPPORTED,
                    NOT_PREPARED -> Problem.conflict("crm_refused", detail);
        };
    }
}
