package dev.handrail.approval;

import dev.handrail.authorization.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people said about requests, in the database. To be used within a transaction of the tenant. */
final class Votes {

    private final JdbcClient jdbc;
    private final Approvers approvers;

    Votes(JdbcClient jdbc, Approvers approvers) {
        this.jdbc = jdbc;
        this.approvers = approvers;
    }

    private record Said(String authorization, Vote vote) {}

    /** With its votes. */
    Authorization joined(Authorization authorization) {
        return joined(authorization.tenant(), List.of(authorization)).getFirst();
    }

    /** Each with its votes, in one query. */
    List<Authorization> joined(String tenant, List<Authorization> authorizations) {
        Map<String, List<Vote>> votes = new HashMap<>();
        String[] ids = authorizations.stream().map(Authorization::id).toArray(String[]::new);
        jdbc.sql("SELECT * FROM authorization_vote WHERE tenant = ? AND authorization_id = ANY (?) ORDER BY at")
                .params(tenant, ids)
                .query((row, number) -> new Said(
                        row.getString("authorization_id"),
                        new Vote(
                                row.getString("person"),
                                Vote.Verdict.valueOf(row.getString("verdict")),
                                row.getString("notes"),
                                row.getTimestamp("at").toInstant(),
                                true)))
                .list()
                .forEach(said -> votes.computeIfAbsent(said.authorization(), id -> new ArrayList<>())
                        .add(said.vote()));
        Map<String, Boolean> rights = new HashMap<>();
        return authorizations.stream()
                .map(authorization -> authorization.with(votes.getOrDefault(authorization.id(), List.of()).stream()
                        .map(vote -> asOfNow(authorization, vote, rights))
                        .toList()))
                .toList();
    }

    /** While it waits, an approval falls with the right of whoever gave it. */
    private Vote asOfNow(Authorization authorization, Vote vote, Map<String, Boolean> rights) {
        boolean counts = authorization.status() != Authorization.Status.PENDING
                || rights.computeIfAbsent(
                        vote.person(), person -> approvers.stillCounts(authorization.tenant(), person));
        return new Vote(vote.person(), vote.verdict(), vote.notes(), vote.at(), counts);
    }

    /** The authorization with this vote. */
    Authorization add(Authorization authorization, Decision decision) {
        jdbc.sql("""
                        INSERT INTO authorization_vote (tenant, authorization_id, person, decision_id, verdict, notes)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (tenant, authorization_id, person) DO UPDATE SET
                            decision_id = excluded.decision_id, verdict = excluded.verdict, notes = excluded.notes,
                            at = clock_timestamp()""")
                .params(Arrays.asList(
                        authorization.tenant(),
                        authorization.id(),
                        decision.by(),
                        decision.id(),
                        verdict(decision).name(),
                        decision.notes()))
                .update();
        List<Vote> all = new ArrayList<>(authorization.votes());
        all.add(new Vote(decision.by(), verdict(decision), decision.notes(), Instant.now(), true));
        return authorization.with(all);
    }

    boolean isRecorded(String tenant, Decision decision) {
        return jdbc.sql("""
                        SELECT FROM authorization_vote
                        WHERE tenant = ? AND authorization_id = ? AND decision_id = ? AND person = ? AND verdict = ?""")
                .params(
                        tenant,
                        decision.authorizationId(),
                        decision.id(),
                        decision.by(),
                        verdict(decision).name())
                .query((row, number) -> true)
                .optional()
                .orElse(false);
    }

    static Vote.Verdict verdict(Decision decision) {
        boolean edits = decision.verdict() == Decision.Verdict.AUTHORIZED && decision.arguments() != null;
        return edits
                ? Vote.Verdict.EDITED
                : Vote.Verdict.valueOf(decision.verdict().name());
    }
}
