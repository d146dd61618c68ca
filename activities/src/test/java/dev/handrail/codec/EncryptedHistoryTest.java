package dev.handrail.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EncryptedHistoryTest {

    private static final String QUEUE = "calls";

    private TestWorkflowEnvironment temporal;

    @BeforeEach
    void start() {
        temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(HandrailDataConverter.create(Keysets.generate()))
                        .validateAndBuildWithDefaults())
                .build());
        Worker worker = temporal.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(OneStep.class);
        worker.registerActivitiesImplementations((Greetings) person -> {
            if (person.name().isBlank()) {
                throw ApplicationFailure.newNonRetryableFailure("Nobody called dana", "INVALID", person);
            }
            return new Person("Hello " + person.name());
        });
        temporal.start();
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    @Test
    void showsSummariesAndHidesPeople() {
        Steps steps = steps("greeted");

        Person greeted = steps.run(new Person("dana"));

        assertThat(greeted).isEqualTo(new Person("Hello dana"));
        assertThat(history("greeted")).doesNotContain("dana").contains("a greeting", "the polite way", "step 1 of 1");
    }

    @Test
    void hidesPeopleInFailures() {
        Steps steps = steps("failed");

        assertThatThrownBy(() -> steps.run(new Person(" ")))
                .isInstanceOf(WorkflowFailedException.class)
                .hasStackTraceContaining("Nobody called dana");
        assertThat(history("failed")).doesNotContain("dana").contains("Encoded failure");
    }

    private Steps steps(String id) {
        return temporal.getWorkflowClient()
                .newWorkflowStub(
                        Steps.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(QUEUE)
                                .setWorkflowId(id)
                                .setStaticSummary("a greeting")
                                .setStaticDetails("the polite way")
                                .build());
    }

    private String history(String id) {
        return temporal.getWorkflowClient().fetchHistory(id).getHistory().toString();
    }

    public record Person(String name) {}

    @WorkflowInterface
    public interface Steps {

        @WorkflowMethod
        Person run(Person person);
    }

    @ActivityInterface
    public interface Greetings {

        Person greet(Person person);
    }

    public static final class OneStep implements Steps {

        @Override
        public Person run(Person person) {
            return Workflow.newActivityStub(
                            Greetings.class,
                            ActivityOptions.newBuilder()
                                    .setStartToCloseTimeout(Duration.ofSeconds(10))
                                    .setSummary("step 1 of 1")
                                    .build())
                    .greet(person);
        }
    }
}
