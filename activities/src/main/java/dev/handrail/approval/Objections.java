package dev.handrail.approval;

import dev.handrail.approval.Authorization.Status;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.GrantTerms;
import dev.handrail.call.Digest;
import dev.handrail.connector.Values;
import dev.handrail.tool.LeadPlan;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What speaks against a decision: who makes it, when, or what it would leave behind. */
record Objections(Approvers approvers) {

    /** Why this decision may not be taken now; empty when it may. */
    Optional<String> to(Authorization authorization, Decision decision) {
        Optional<String> objection = to(authorization, decision.by(), isDenied(decision));
        if (objection.isPresent()) {
            return objection;
        }
        if (authorization.tool().equals(LeadPlan.TOOL.name())
                && (decision.arguments() != null || decision.grant() != null)) {
            return Optional.of("A plan is approved once and as it is; deny it and have another lead sent");
        }
        GrantTerms grant = decision.grant();
        return grant == null ? Optional.empty() : to(authorization, decision.by(), grant);
    }

    private Optional<String> to(Authorization authorization, String person, GrantTerms grant) {
        if (authorization.terms().approvals() > 1) {
            return Optional.of("Where %d people must approve, no standing grant can be given; allow this call once"
                    .formatted(authorization.terms().approvals()));
        }
        if (grant.expiresAt() != null && !grant.expiresAt().isAfter(Instant.now())) {
            return Optional.of("The grant would have expired already; give a later expiresAt");
        }
        if (!Values.holds(authorization.arguments(), grant.arguments())) {
            return Optional.of("The grant would not fit the call on which it is given; repeat arguments of that call");
        }
        return approvers
                .objection(authorization.tenant(), person, authorization.groups())
                .map(why -> "A standing grant needs a member of the group; allow this call once. " + why);
    }

    static String already(Authorization authorization) {
        return "It is already %s".formatted(authorization.status().name().toLowerCase(Locale.ROOT));
    }

    private static boolean isDenied(Decision decision) {
        return decision.verdict() == Decision.Verdict.DENIED;
    }

    /** Why this person may not decide about this request now; empty when it may. */
    Optional<String> to(Authorization authorization, String person) {
        return to(authorization, person, false);
    }

    /** Whoever approved it may still deny it, as long as others are waited for. */
    private Optional<String> to(Authorization authorization, String person, boolean denies) {
        String tenant = authorization.tenant();
        if (authorization.status() != Status.PENDING) {
            return Optional.of(already(authorization));
        }
        if (!Digest.of(authorization.arguments()).equals(authorization.argumentsDigest())) {
            return Optional.of(
                    "What is shown was changed in the database after it was asked; cancel the call and tell an administrator");
        }
        if (!Instant.now().isBefore(authorization.expiresAt())) {
            return Optional.of("It has expired; the requester must ask again");
        }
        if (approvers.isSamePerson(tenant, person, authorization.requestedBy())) {
            return Optional.of("Whoever asked may not decide; another approver must");
        }
        if (!denies
                && authorization.votes().stream()
                        .anyMatch(vote -> approvers.isSamePerson(tenant, person, vote.person()))) {
            return Optional.of("You have approved it already; %d more must".formatted(authorization.missing()));
        }
        boolean delegate = person.equals(authorization.delegatedTo());
        return approvers.objection(tenant, person, delegate ? Set.of() : authorization.groups());
    }
}
