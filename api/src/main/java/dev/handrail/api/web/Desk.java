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
import dev.handrail.wording.Change;
import dev.handrail.wording.Proposal;
import dev.handrail.wording.Visible;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the pages hand in decisions; every one goes to the workflow that waits, like those of the API. */
@Component
class Desk {

    private static final int FIRST_WORDS = 60;

    private final Decisions decisions;
    private final Edits edits;
    private final AuthorizationDesk authorizations;
    private final Catalog catalog;
    private final ActorNames actors;
    private final Clock clock;

    Desk(
            Decisions decisions,
            Edits edits,
            AuthorizationDesk authorizations,
            Catalog catalog,
            ActorNames actors,
            Clock clock) {
        this.decisions = decisions;
        this.edits = edits;
        this.authorizations = authorizations;
        this.catalog = catalog;
        this.actors = actors;
        this.clock = clock;
    }

    /**
     * What became of a decision, in a line.
     *
     * @param id of the request; null when it is about none
     */
    record Line(boolean good, String text, @Nullable String id) implements Serializable {}

    /** @param rejected what was typed, when it was not taken */
    record Edited(Line line, @Nullable RejectedEdit rejected) {}

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

    Edited edit(Caller caller, String id, @Nullable String note, Map<String, String> form) {
        try {
            Authorization asked = find(caller, id);
            Map<String, Object> arguments = ArgumentForm.changed(catalog.asked(asked.tool()), asked.arguments(), form);
            if (arguments != null) {
                edits.requireValid(asked, arguments);
            }
            return new Edited(send(caller, id, Verdict.AUTHORIZED, note, arguments, null), null);
        } catch (ProblemException e) {
            return new Edited(failed(caller, id, e), RejectedEdit.of(id, form, e.problem()));
        }
    }

    Line delegate(Caller caller, String id, String to, String name) {
        return tried(caller, id, () -> {
            String sentence = named(find(caller, id));
            return authorizations
                    .delegate(caller.tenant(), id, caller.keyId(), to)
                    .map(why -> new Line(false, "Not handed over: %s. %s".formatted(sentence, why), id))
                    .orElseGet(() -> new Line(true, "%s may decide, too: %s".formatted(name, sentence), id));
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
        return new Line(true, word(now, verdict, grant != null), id);
    }

    private String word(Authorization now, Verdict verdict, boolean always) {
        String sentence = named(now);
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
            return failed(caller, id, e);
        }
    }

    private Line failed(Caller caller, String id, ProblemException failure) {
        try {
            Authorization asked = find(caller, id);
            String why = failure.problem().code().equals("already_decided")
                    ? before(caller, asked)
                    : PageWords.of(failure.problem());
            return new Line(false, "Not decided: %s. %s".formatted(named(asked), why), id);
        } catch (ProblemException gone) {
            return new Line(false, "Not decided: this request. " + PageWords.of(failure.problem()), id);
        }
    }

    private String before(Caller caller, Authorization decided) {
        String by = decided.decidedBy();
        Instant at = decided.decidedAt();
        String word = switch (decided.status()) {
            case DENIED -> "denied it";
            case EDITED -> "allowed it with changes";
            case AUTHORIZED, PENDING, EXPIRED, WITHDRAWN -> "allowed it";
        };
        return by == null || at == null
                ? "Somebody decided before."
                : "Somebody decided before: %s %s, %s."
                        .formatted(actors.of(caller.tenant()).of(by), word, Times.exact(at));
    }

    /** The sentence, and the first words of what it would write where the sentence does not have them. */
    private String named(Authorization authorization) {
        Proposal proposal =
                Proposal.of(catalog.asked(authorization.tool()), authorization.arguments(), authorization.before());
        String sentence = proposal.sentence();
        return proposal.changes().stream()
                .map(Change::after)
                .filter(Objects::nonNull)
                .findFirst()
                .map(value -> Visible.line(value, FIRST_WORDS))
                .filter(words -> !sentence.contains(words))
                .map(words -> "%s (“%s”)".formatted(sentence, words))
                .orElse(sentence);
    }
}
