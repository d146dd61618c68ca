package dev.handrail.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.call.NextCall;
import dev.handrail.call.ToolCall;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.SampleLead;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps of a lead whose CRM is over a network: what the step that makes the lead takes along. */
class TravellingStepsTest {

    private final Bench bench = Bench.working();

    @AfterEach
    void clear() {
        bench.close();
    }

    TravellingStepsTest() {
        bench.leads.overANetwork();
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
    void inOurOwnDatabaseNothingHasToTravel() {
        try (Bench own = Bench.working()) {
            own.leads.quick();

            LeadRun.of(own, new SampleLead()).end();

            assertThat(own.tools.lastCallOf("upsert_lead").next()).isEmpty();
        }
    }
}
