package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.hubspot.Limits.Policy;
import java.time.Duration;
import java.util.Set;

/** What HubSpot says when it breaks or turns a call away, by status. */
final class Failures {

    /** These come from the network in front of HubSpot, as pages. */
    private static final Set<Integer> PAGES = Set.of(502, 504, 521, 522, 523, 524, 525, 526);

    /** HubSpot asks to wait so long, at least, after 423. */
    private static final int LOCK_SECONDS = 2;

    private static final int MIGRATION_SECONDS = 60;

    private Failures() {}

    static Answer answer(int status) {
        if (PAGES.contains(status)) {
            return Answer.text(status, "text/html", "<html><head><title>" + status + "</title></head></html>");
        }
        return switch (status) {
            case 401 ->
                HubSpotError.of(401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired.")
                        .answer();
            case 403 -> Scopes.refusal("crm.objects.contacts.write").answer();
            case 404 -> HubSpotError.noSuchObject().answer();
            case 409 ->
                HubSpotError.conflict("Another request is changing the same record at this time.")
                        .answer();
            case 423 ->
                HubSpotError.of(
                                423,
                                "LOCKED",
                                "This record is locked; wait " + LOCK_SECONDS + " seconds and try again.")
                        .answer();
            case 429 -> Limits.refused(Policy.TEN_SECONDLY_ROLLING, Duration.ofSeconds(10));
            case 477 ->
                HubSpotError.of(477, "MIGRATION_IN_PROGRESS", "This account is being moved to another data center.")
                        .answer()
                        .with("Retry-After", String.valueOf(MIGRATION_SECONDS));
            default ->
                status < 500
                        ? HubSpotError.of(status, "VALIDATION_ERROR", "There was a problem with the request.")
                                .answer()
                        : HubSpotError.of(status, "INTERNAL_ERROR", "internal error")
                                .answer();
        };
    }
}
