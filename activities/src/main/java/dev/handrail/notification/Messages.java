package dev.handrail.notification;

import dev.handrail.approval.Authorization;
import dev.handrail.call.CallResult;
import dev.handrail.call.ToolCall;
import dev.handrail.redaction.Redaction;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.LeadPlan;
import dev.handrail.wording.Proposal;
import dev.handrail.wording.Visible;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Says what happened, in words that may leave the house: redacted as in the audit, with nothing invisible in them. */
final class Messages {

    private static final int LONGEST = 500;

    private final Catalog catalog;
    private final Redaction redaction;
    private final BinaryOperator<String> actorNames;
    private final Clock clock;

    /** @param actorNames the name of an actor, by tenant and id */
    Messages(Catalog catalog, Redaction redaction, BinaryOperator<String> actorNames, Clock clock) {
        this.catalog = catalog;
        this.redaction = redaction;
        this.actorNames = actorNames;
        this.clock = clock;
    }

    Message of(Event event, Authorization authorization) {
        boolean waits = authorization.status() == Authorization.Status.PENDING;
        return new Message(
                event,
                clock.instant(),
                authorization.tool(),
                authorization.id(),
                publicCallId(authorization.tenant(), authorization.callId()).orElse(null),
                summary(authorization.tool(), authorization.arguments(), authorization.before()),
                shown(authorization.reason()),
                line(actorNames.apply(authorization.tenant(), authorization.requestedBy())),
                shown(authorization.reasoning()),
                waits ? authorization.expiresAt() : null,
                waits ? null : authorization.status().name().toLowerCase(Locale.ROOT),
                shown(authorization.notes()));
    }

    /** What became of a call that its caller wants to hear of. */
    Message ended(ToolCall call, CallResult result) {
        return new Message(
                Event.CALL_ENDED,
                clock.instant(),
                call.tool(),
                call.authorizationId(),
                publicCallId(call.tenant(), call.id()).orElse(null),
                summary(call.tool(), call.arguments(), Map.of()),
                null,
                null,
                null,
                null,
                result.status().name().toLowerCase(Locale.ROOT),
                shown(result.message()));
    }

    /** A call that was never made, because of how its authorization ended. */
    Message endedWith(Authorization authorization) {
        Message decided = of(Event.CALL_ENDED, authorization);
        return new Message(
                Event.CALL_ENDED,
                decided.at(),
                decided.tool(),
                decided.authorizationId(),
                decided.callId(),
                decided.summary(),
                null,
                null,
                null,
                null,
                "refused",
                decided.said() == null ? "The authorization was " + decided.outcome() : decided.said());
    }

    /** @param id what tells this test from others */
    Message test(String channel, String id) {
        return new Message(
                Event.TEST,
                clock.instant(),
                "test",
                null,
                id,
                "This is a test of the channel %s; nothing waits".formatted(channel),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** By which the API and its callers know a call; a step of a lead has none. */
    static Optional<String> publicCallId(String tenant, String callId) {
        String prefix = "call-%s-".formatted(tenant);
        int end = callId.lastIndexOf('/');
        return callId.startsWith(prefix) && end > prefix.length()
                ? Optional.of(callId.substring(prefix.length(), end))
                : Optional.empty();
    }

    private String summary(String tool, Map<String, Object> arguments, Map<String, Object> before) {
        if (tool.equals(LeadPlan.TOOL.name())) {
            return line(Proposal.of(LeadPlan.TOOL, arguments, before).sentence());
        }
        return catalog.find(tool)
                .map(known -> Proposal.of(known, redaction.redact(arguments), redaction.redact(before)))
                .map(proposal -> line(proposal.sentence()))
                .orElse(tool);
    }

    private @Nullable String shown(@Nullable String text) {
        return text == null || text.isBlank() ? null : line(text);
    }

    private String line(String text) {
        return Visible.line(redaction.redactText(text), LONGEST);
    }
}
