package dev.handrail.lead;

import static dev.handrail.lead.LeadRun.stepOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.call.DurableCall;
import dev.handrail.call.NextCall;
import dev.handrail.call.ToolCall;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.FakeTools;
import dev.handrail.fakes.SampleLead;
import dev.handrail.lead.LeadOutcome.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps of a lead whose CRM is over a network: what the step that makes the lead takes along, and what it saves. */
class TravellingStepsTest {

    private final Bench bench = Bench.working();

    @AfterEach
    void clear() {
        bench.close();
    }

    @Test
    void theFirstWriteKnowsWhatTheLaterOnesNeed() {
        LeadRun.of(bench, new SampleLead()).end();

        ToolCall upsert = bench.tools.lastCallOf("upsert_lead");
        assertThat(upsert.next().stream().map(NextCall::tool))
                .containsExactly("set_lead_score", "match_account", "sync_firmographics");
        assertThat(upsert.next().getFirst().arguments()).containsEntry("score", 91);
        assertThat(bench.tools.lastCallOf("create_task").next()).isEmpty();
    }

    @Test
    void whatMayHaveTravelledIsAskedForWithoutTheNetworkFirst() {
        LeadRun.of(bench, new SampleLead()).end();

        assertThat(bench.tools.calledLocally())
                .containsExactly("set_lead_score", "match_account", "sync_firmographics");
    }

    @Test
    void whatHasNotTravelledIsDoneOverTheNetwork() {
        bench.tools.on("match_account", (call, attempt) -> {
            if (FakeTools.isLocal()) {
                throw DurableCall.notRemembered();
            }
            return bench.tools.succeed(call, attempt);
        });

        LeadOutcome outcome = LeadRun.of(bench, new SampleLead()).end();

        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(stepOf(outcome, "match_account").attempts()).isEqualTo(1);
        assertThat(bench.tools.callsOf("match_account")).isEqualTo(2);
    }

    @Test
    void inOurOwnDatabaseNothingHasToTravel() {
        bench.leads.quick();

        LeadRun.of(bench, new SampleLead()).end();

        assertThat(bench.tools.lastCallOf("upsert_lead").next()).isEmpty();
    }
}
