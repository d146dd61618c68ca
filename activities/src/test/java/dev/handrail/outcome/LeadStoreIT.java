package dev.handrail.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.handrail.lead.GroundedLead;
import dev.handrail.lead.GroundedLead.Analysis;
import dev.handrail.lead.GroundedLead.Decision;
import dev.handrail.lead.GroundedLead.GroundingStatus;
import dev.handrail.lead.GroundedLead.Intent;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.Status;
import dev.handrail.lead.LeadSubmission;
import dev.handrail.testing.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LeadStoreIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Database database = Database.shared();
    private final String tenant = database.newTenant();
    private final LeadStore store = new LeadStore(database.tenants(), database.jdbc());

    @Test
    void keepsTheOutcomeOfALeadThatEndsWhileItIsBeingNoted() throws Exception {
        LeadSubmission submission = submission("L-1");
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> concluded = database.tenants().in(tenant, () -> {
                store.accepted(submission);
                Future<Boolean> other = workers.submit(() -> store.concluded(submission, rejected("L-1")));
                awaitBlockedInsert();
                return other;
            });
            assertThat(concluded.get()).isTrue();
        }
        assertThat(store.find(tenant, "L-1"))
                .hasValueSatisfying(
                        lead -> assertThat(lead.outcome().result()).isEqualTo(Result.REJECTED_BY_GROUNDING));
        assertThat(store.summary(tenant, "L-").byResult()).containsOnlyKeys("REJECTED_BY_GROUNDING");
    }

    @Test
    void keepsTheFirstOutcome() {
        LeadSubmission submission = submission("L-2");
        assertThat(store.concluded(submission, rejected("L-2"))).isTrue();
        assertThat(store.concluded(submission, rejected("L-2"))).isFalse();
        store.accepted(submission);
        assertThat(store.summary(tenant, "L-").byResult()).containsOnlyKeys("REJECTED_BY_GROUNDING");
    }

    @Test
    void replacesACompletionByWhatACancellationMadeOfIt() {
        LeadSubmission submission = submission("L-3");
        assertThat(store.concluded(submission, ended("L-3", Status.SYNCED_TO_CRM, Result.COMPLETED)))
                .isTrue();
        assertThat(store.concluded(submission, ended("L-3", Status.ENRICHED, Result.ROLLED_BACK)))
                .isTrue();
        assertThat(store.concluded(submission, ended("L-3", Status.SYNCED_TO_CRM, Result.COMPLETED)))
                .isFalse();
        assertThat(store.summary(tenant, "L-").byResult()).containsOnlyKeys("ROLLED_BACK");
    }

    @Test
    void saysWhatALeadThatRunsWaitsFor() {
        store.accepted(submission("L-4"));
        store.accepted(submission("L-5"));
        store.waits(tenant, "L-4", Instant.now().minusSeconds(1));
        store.waits(tenant, "L-5", Instant.now().plusSeconds(60));

        assertThat(store.summary(tenant, "L-").byResult())
                .containsExactly(entry("RATE_LIMITED", 1L), entry("RUNNING", 1L));
        assertThat(store.list(tenant, "RATE_LIMITED", null, 10).leads())
                .singleElement()
                .satisfies(lead -> assertThat(lead.leadId()).isEqualTo("L-5"));

        askAPersonFor("L-5");

        assertThat(store.list(tenant, null, null, 10).leads())
                .extracting(lead -> lead.outcome().result())
                .containsExactly(Result.WAITING_FOR_AUTHORIZATION, Result.RUNNING);
    }

    private void askAPersonFor(String leadId) {
        database.ownerJdbc()
                .sql("""
                        INSERT INTO authorization_request (tenant, id, status, workflow_id, call_id, tool, arguments,
                            arguments_hash, policy_hash, reason, requested_by, before, expires_at, undo)
                        VALUES (?, ?, 'PENDING', ?, 'call', 'convert_lead', '{}', '', '', 'r', 'agent', '{}', now(), 'NONE')""")
                .params(tenant, "auth-" + leadId, LeadSubmission.workflowId(tenant, leadId))
                .update();
    }

    private void awaitBlockedInsert() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (database.ownerJdbc()
                        .sql(
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO lead %'")
                        .query(Integer.class)
                        .single()
                == 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private LeadSubmission submission(String leadId) {
        Analysis analysis = new Analysis(
                Decision.IGNORE, Intent.LOW_FIT, 5, null, null, GroundingStatus.VALID, List.of(), List.of());
        GroundedLead lead = new GroundedLead(leadId, null, null, null, null, null, null, null, null, analysis, null);
        return new LeadSubmission(tenant, "key", "digest", lead);
    }

    private LeadOutcome rejected(String leadId) {
        return ended(leadId, Status.AI_REJECTED, Result.REJECTED_BY_GROUNDING);
    }

    private LeadOutcome ended(String leadId, Status status, Result result) {
        return new LeadOutcome(
                leadId,
                tenant,
                LeadSubmission.workflowId(tenant, leadId),
                status,
                result,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null);
    }
}
