package dev.handrail.api.crm;

import dev.handrail.api.crm.CrmHealth.Breaker;
import dev.handrail.api.crm.CrmHealth.Remaining;
import dev.handrail.api.crm.CrmHealth.Status;
import dev.handrail.api.request.IdempotencyHeader;
import dev.handrail.api.security.Caller;
import dev.handrail.breaker.BreakerHealth;
import dev.handrail.breaker.Breakers;
import dev.handrail.budget.Budgets;
import dev.handrail.call.Role;
import dev.handrail.connector.Connectors;
import dev.handrail.connector.CrmFailure;
import dev.handrail.secret.CrmCredentials;
import dev.handrail.secret.Refreshed;
import dev.handrail.setup.CrmSetup;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "CRM", description = "The CRM that the tenant works with")
class CrmController {

    private final Connectors connectors;
    private final CrmProbes probes;
    private final Breakers breakers;
    private final Budgets budgets;
    private final CrmCredentials credentials;
    private final CrmSetup setup;
    private final IdempotencyHeader idempotency;
    private final Clock clock;

    CrmController(
            Connectors connectors,
            CrmProbes probes,
            Breakers breakers,
            Budgets budgets,
            CrmCredentials credentials,
            CrmSetup setup,
            IdempotencyHeader idempotency,
            Clock clock) {
        this.connectors = connectors;
        this.probes = probes;
        this.breakers = breakers;
        this.budgets = budgets;
        this.credentials = credentials;
        this.setup = setup;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @GetMapping("/health/crm")
    @Operation(
            summary = "The tenant's CRM: whether it answers, what it still allows; 503 when it does not answer",
            description = "The CRM is asked once in five seconds at most. The breaker is that of this process.")
    ResponseEntity<CrmHealth> health(@AuthenticationPrincipal Caller caller) {
        CrmHealth health = health(caller, probes.problem(caller.tenant()).orElse(null));
        return ResponseEntity.status(health.status() == Status.DOWN ? 503 : 200).body(health);
    }

    private CrmHealth health(Caller caller, @Nullable CrmFailure problem) {
        String tenant = caller.tenant();
        String provider = connectors.of(tenant).name();
        Instant now = clock.instant();
        List<Remaining> remaining = budgets.of(tenant, provider).stream()
                .map(budget -> Remaining.of(budget, now))
                .toList();
        BreakerHealth breaker = breakers.health(tenant).get(provider);
        return new CrmHealth(
                status(problem),
                provider,
                problem == null || answers(problem.kind()),
                problem == null ? null : problem.kind().name().toLowerCase(Locale.ROOT),
                problem == null || !caller.has(Role.ADMIN) ? null : problem.getMessage(),
                credentialsFrom(tenant, provider),
                breaker == null ? Breaker.CLOSED : Breaker.of(breaker),
                remaining);
    }

    private static Status status(@Nullable CrmFailure problem) {
        if (problem == null) {
            return Status.UP;
        }
        return problem.kind() == CrmFailure.Kind.RATE_LIMITED ? Status.RATE_LIMITED : Status.DOWN;
    }

    private static boolean answers(CrmFailure.Kind kind) {
        return kind != CrmFailure.Kind.UNAVAILABLE && kind != CrmFailure.Kind.OUTCOME_UNKNOWN;
    }

    private @Nullable String credentialsFrom(String tenant, String provider) {
        Optional<Refreshed> standing =
                CrmCredentials.PROVIDERS.contains(provider) ? credentials.standing(tenant, provider) : Optional.empty();
        return standing.map(Refreshed::source).orElse(null);
    }

    /** Once more makes nothing twice, so a repeated key is let through. */
    @PostMapping("/api/admin/crm/setup")
    @Operation(
            summary = "Get the tenant's CRM ready for Handrail",
            description = "HubSpot: makes the properties of docs/hubspot.md that are missing. Salesforce: looks for the"
                    + " fields of docs/salesforce.md and changes nothing. The built-in CRM needs nothing.")
    CrmSetup.Report setUp(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key) {
        idempotency.claim(caller.tenant(), key, "set up the CRM");
        probes.forget(caller.tenant());
        try {
            return setup.run(caller.tenant(), caller.keyId());
        } catch (CrmFailure failure) {
            throw SetupProblems.of(failure).toException();
        }
    }
}
