package dev.handrail.api.credential;

import dev.handrail.api.crm.CrmProbes;
import dev.handrail.api.request.IdempotencyHeader;
import dev.handrail.api.security.Caller;
import dev.handrail.secret.CredentialRefresh;
import dev.handrail.secret.Refreshed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "CRM credentials", description = "What the tenant signs in to its CRMs with; never shown")
class CredentialRefreshController {

    private final CredentialRefresh refresh;
    private final CrmProbes probes;
    private final IdempotencyHeader idempotency;

    CredentialRefreshController(CredentialRefresh refresh, CrmProbes probes, IdempotencyHeader idempotency) {
        this.refresh = refresh;
        this.probes = probes;
        this.idempotency = idempotency;
    }

    record RefreshedCredentials(List<Refreshed> providers) {}

    /** Once more does no harm, so a repeated key is let through. */
    @PostMapping("/api/admin/credentials/refresh")
    @Operation(
            summary = "Read the CRM credentials of the tenant again, after a rotation",
            description = "Answers for each CRM from where they were read, never what. In this process at once; the"
                    + " others take what is new within five minutes, or as soon as a CRM refuses what they have.")
    RefreshedCredentials refresh(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key) {
        idempotency.claim(caller.tenant(), key, "refresh credentials");
        probes.forget(caller.tenant());
        return new RefreshedCredentials(refresh.refresh(caller.tenant(), caller.keyId()));
    }
}
