package dev.handrail.api.web;

import dev.handrail.api.authorization.Decisions;
import dev.handrail.api.authorization.Edits;
import dev.handrail.api.problem.ProblemException;
import dev.handrail.api.security.Caller;
import dev.handrail.approval.Authorization;
import dev.handrail.approval.Authorization.Status;
import dev.handrail.approval.AuthorizationDesk;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.authorization.GrantTerms;
import dev.handrail.call.Digest;
import dev.handrail.tool.Catalog;
import dev.handrail.wording.Proposal;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the pages hand in decisions; every one goes to the workflow that waits, like those of the API. */
@Component
class Desk {

    private final Decisions decisions;
    private final Edits edits;
    private final AuthorizationDesk authorizations;
    private final Catalog catalog;
    private final Clock clock;

    Desk(Decisions decisions, Edits edits, AuthorizationDesk authorizations, Catalog catalog, Clock clock) {
        this.decisions = decisions;
        this.edits = edits;
        this.authorizations = authorizations;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** What became of a decision, in a line. */
    record Line(boolean good, String text) implements Serializable {}

    Authorization find(Caller caller, String id) {
        return decisions.find(caller.tenant(), id);
    }

    /** The same decision sent again, as by a second click, counts once. */
    Line decide(Caller caller, String id, Verdict verdict, @Nullable String note) {
        return tried(caller, id, () -> send(caller, id, verdict, note, null, null));
    }

    Line allowAlways(Caller caller, String id, @Nullable String note, GrantForm form) {
        return tried(caller, id, () -> {
            GrantTerms terms = form.terms(find(caller, id).arguments(), clock.instant());
            return send(caller, id, Verdict.AUTHORIZED, note, null, terms);
        });
    }

    Line edit(Caller caller, String id, @Nullable String note, Map<String, String> form) {
        return tried(caller, id, () -> {
            Authorization asked = find(caller, id);
            Map<String, Object> arguments = ArgumentForm.changed(catalog.asked(asked.tool()), asked.arguments(), form);
            if (arguments != null) {
                edits.requireValid(asked, arguments);
            }
            return send(caller, id, Verdict.AUTHORIZED, note, arguments, null);
        });
    }

    Line delegate(Caller caller, String id, String to, String name) {
        return tried(caller, id, () -> {
            String sentence = sentence(find(caller, id));
            return authorizations
                    .delegate(caller.tenant(), id, caller.keyId(), to)
                    .map(why -> new Line(false, "Not handed over: %s. %s".formatted(sentence, why)))
                    .orElseGet(() -> new Line(true, "%s may decide, too: %s".formatted(name, sentence)));
        });
    }

    private Line send(
            Caller caller,
            String id,
            Verdict verdict,
            @Nullable String note,
            @Nullable Map<String, Object> arguments,
            @Nullable GrantTerms grant) {
        String decision = Digest.of(
                List.of(id, caller.keyId(), verdict, arguments == null ? "" : Digest.of(arguments), grant != null));
        Authorization now =
                decisions.decide(caller, new Decision(decision, id, verdict, caller.keyId(), note, arguments, grant));
        return new Line(true, word(now, verdict, grant != null));
    }

    private String word(Authorization now, Verdict verdict, boolean always) {
        String sentence = sentence(now);
        if (verdict == Verdict.DENIED) {
            return "Denied: " + sentence;
        }
        if (now.status() == Status.PENDING) {
            return "You approved it; %d more must: %s".formatted(now.missing(), sentence);
        }
        if (now.status() == Status.EDITED) {
            return "Allowed with your changes: " + sentence;
        }
        return (always ? "Allowed, and from now on: " : "Allowed: ") + sentence;
    }

    private Line tried(Caller caller, String id, Supplier<Line> work) {
        try {
            return work.get();
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
        return Proposal.of(catalog.asked(authorization.tool()), authorization.arguments(), authorization.before())
                .sentence();
    }
}
