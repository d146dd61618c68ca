package dev.handrail.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BareWorkflowTest {

    private static final Offset<Integer> FEW_BYTES = within(25);

    private TestWorkflowEnvironment temporal;

    @BeforeEach
    void start() {
        temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(BareCodec.converter(BareCodec.newKey()))
                        .build())
                .build());
        BareWorker.register(temporal.newWorker(BareWorker.TASK_QUEUE));
        temporal.start();
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    @Test
    void hasTheActivitiesAndThePayloadSizesOfTheLeadItStandsFor() {
        LeadShape lead = new LeadShape(7, 0, 0, 2_300, 1_450, 520, 1_900);

        LeadShape bare = run(lead);

        assertThat(bare.activities()).isEqualTo(7);
        assertThat(bare.startBytes()).isCloseTo(2_300, FEW_BYTES);
        assertThat(bare.activityInputBytes()).isCloseTo(1_450, FEW_BYTES);
        assertThat(bare.activityResultBytes()).isCloseTo(520, FEW_BYTES);
        assertThat(bare.resultBytes()).isCloseTo(1_900, FEW_BYTES);
    }

    @Test
    void takesOneWorkflowTaskForEachActivityAndOneToEnd() {
        assertThat(run(LeadShape.assumed(3)).workflowTasks()).isEqualTo(4);
    }

    private LeadShape run(LeadShape shape) {
        WorkflowClient client = temporal.getWorkflowClient();
        BareWorkflow workflow = client.newWorkflowStub(
                BareWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId("one")
                        .setTaskQueue(BareWorker.TASK_QUEUE)
                        .build());
        assertThat(workflow.run(shape.asWork()).activities()).isEqualTo(shape.activities());
        return LeadShape.of(new Histories(client.getWorkflowServiceStubs()).read("one"));
    }
}
