package dev.handrail.api.web;

import dev.handrail.api.authorization.Decisions;
import dev.handrail.api.problem.ProblemException;
import dev.handrail.api.security.Caller;
import dev.handrail.approval.Authorization;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.call.Digest;
import dev.handrail.tool.Catalog;
import dev.handrail.wording.Proposal;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the pages hand in decisions; every one goes to the workflow that waits, like those of the API. */
@Component
class Desk {

    private final Decisions decisions;
    private final Catalog catalog;

    Desk(Decisions decisions, Catalog catalog) {
        this.decisions = decisions;
        this.catalog = catalog;
    }

    /** What became of a decision, in a line. */
    record Line(boolean good, String text) implements Serializable {}

    Authorization find(Caller caller, String id) {
        return decisions.find(caller.tenant(), id);
    }

    /** The same decision sent again, as by a second click, counts once. */
    Line decide(Caller caller, String id, Verdict verdict, @Nullable String note) {
        try {
            String decision = Digest.of(List.of(id, caller.keyId(), verdict));
            Authorization decided = decisions.decide(caller, new Decision(decision, id, verdict, caller.keyId(), note));
            return new Line(
                    true, "%s: %s".formatted(verdict == Verdict.AUTHORIZED ? "Allowed" : "Denied", sentence(decided)));
        } catch (ProblemException e) {
            return new Line(
                    false,
                    "Not decided: %s. %s"
                            .formatted(named(caller, id), e.problem().detail()));
        }
    }

    private String named(Caller caller, String id) {
        try {
            return sentence(find(caller, id));
        } catch (ProblemException e) {
            return "this request";
        }
    }

    private String sentence(Authorization authorization) {
        return Proposal.of(catalog.tool(authorization.tool()), authorization.arguments(), authorization.before())
                .sentence();
    }
}
