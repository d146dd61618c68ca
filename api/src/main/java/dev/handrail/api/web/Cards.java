package dev.handrail.api.web;

import dev.handrail.api.security.Caller;
import dev.handrail.api.web.ActorNames.Names;
import dev.handrail.api.web.Card.Standing;
import dev.handrail.approval.Authorization;
import dev.handrail.approval.Authorization.Status;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.approval.Vote;
import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.call.Role;
import dev.handrail.policy.Ruling;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.LeadPlan;
import dev.handrail.tool.Tool;
import dev.handrail.wording.Proposal;
import dev.handrail.wording.Visible;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes of a request what a person decides about. */
@Component
class Cards {

    private static final Duration URGENT = Duration.ofHours(1);
    private static final int MOST_RECEIPTS = 50;
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Catalog catalog;
    private final ActorNames actors;
    private final RecordLinks links;
    private final AuditLog audit;
    private final AuthorizationStore authorizations;
    private final Clock clock;

    Cards(
            Catalog catalog,
            ActorNames actors,
            RecordLinks links,
            AuditLog audit,
            AuthorizationStore authorizations,
            Clock clock) {
        this.catalog = catalog;
        this.actors = actors;
        this.links = links;
        this.audit = audit;
        this.authorizations = authorizations;
        this.clock = clock;
    }

    List<Card> of(Caller caller, List<Authorization> authorizations) {
        Names names = actors.of(caller.tenant());
        return authorizations.stream()
                .map(authorization -> card(caller, authorization, names))
                .toList();
    }

    Card.WithReceipts withReceipts(Caller caller, Authorization authorization) {
        Names names = actors.of(caller.tenant());
        AuditFilter ofTheCall = new AuditFilter(null, null, null, authorization.callId(), null, null);
        List<Card.Receipt> receipts = audit.list(caller.tenant(), ofTheCall, null, MOST_RECEIPTS).rows().stream()
                .map(row -> new Card.Receipt(
                        row.seq(), Times.exact(row.at()), names.of(row.actor()), row.action(), row.status()))
                .toList();
        return new Card.WithReceipts(card(caller, authorization, names), receipts);
    }

    private Card card(Caller caller, Authorization authorization, Names names) {
        Instant now = clock.instant();
        String decidedBy = authorization.decidedBy();
        Instant decidedAt = authorization.decidedAt();
        Tool tool = catalog.asked(authorization.tool());
        return new Card(
                authorization.id(),
                authorization.tool(),
                Proposal.of(tool, authorization.arguments(), authorization.before()),
                standing(authorization.status()),
                Visible.text(authorization.reason()),
                rule(authorization.ruling()),
                authorization.reasoning() == null ? null : Visible.text(authorization.reasoning()),
                names.of(authorization.requestedBy()),
                authorization.requestedBy(),
                Times.ago(authorization.createdAt(), now),
                Times.exact(authorization.createdAt()),
                Times.left(authorization.expiresAt(), now),
                now.plus(URGENT).isAfter(authorization.expiresAt()),
                objection(caller, authorization),
                authorization.crmRecordId(),
                links.of(caller.tenant(), authorization.arguments()).orElse(null),
                Visible.text(PRETTY.writeValueAsString(authorization.arguments())),
                authorization.callId(),
                decidedBy == null ? null : names.of(decidedBy),
                decidedAt == null ? null : Times.exact(decidedAt),
                authorization.notes() == null ? null : Visible.text(authorization.notes()),
                terms(caller, authorization, names),
                isPlan(authorization) ? List.of() : ArgumentForm.fields(tool, authorization.arguments()));
    }

    private static boolean isPlan(Authorization authorization) {
        return authorization.tool().equals(LeadPlan.TOOL.name());
    }

    private static @Nullable String rule(Ruling ruling) {
        return ruling.rule() == null ? null : "rule %s, line %d of the policy".formatted(ruling.rule(), ruling.line());
    }

    private static Card.Terms terms(Caller caller, Authorization authorization, Names names) {
        List<Card.Approver> others = authorization.terms().mayDelegate()
                ? names.approvers().stream()
                        .filter(other -> !other.id().equals(caller.keyId())
                                && !other.id().equals(authorization.requestedBy()))
                        .toList()
                : List.of();
        return new Card.Terms(
                authorization.votes().stream().map(vote -> said(vote, names)).toList(),
                authorization.missing(),
                authorization.terms().approvals(),
                authorization.terms().approvals() == 1 && !isPlan(authorization),
                others,
                authorization.terms().group());
    }

    private static String said(Vote vote, Names names) {
        String word = switch (vote.verdict()) {
            case AUTHORIZED -> "Approved by %s";
            case DENIED -> "Denied by %s";
            case EDITED -> "Changed by %s";
        };
        String said = word.formatted(names.of(vote.person()));
        return vote.counts() ? said : said + ", who may no longer decide: does not count";
    }

    private static Standing standing(Status status) {
        return switch (status) {
            case PENDING -> new Standing("Waits", "soft");
            case AUTHORIZED -> new Standing("Allowed", "good");
            case DENIED -> new Standing("Denied", "bad");
            case EDITED -> new Standing("Changed", "soft");
            case EXPIRED -> new Standing("Expired", "soft");
            case WITHDRAWN -> new Standing("Withdrawn", "soft");
        };
    }

    /** What holds now; the worker asks again when the decision is made. */
    private @Nullable String objection(Caller caller, Authorization authorization) {
        if (!caller.has(Role.APPROVER)) {
            return "Deciding needs the role approver.";
        }
        return authorization.status() == Status.PENDING
                ? authorizations.objection(authorization, caller.keyId()).orElse(null)
                : null;
    }
}
