package dev.handrail.errand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.authorization.Decision;
import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.Status;
import dev.handrail.call.NextCall;
import dev.handrail.call.Refusal;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoResult;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.FakeAuthorizations;
import dev.handrail.fakes.FakeTools;
import dev.handrail.tool.Undo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OfficeErrandTest {

    private static final String ID = "call-default-errand";
    private static final String AUTHORIZATION = "auth-1";

    private final Bench bench = Bench.working();

    @BeforeEach
    void anInvoiceToSend() {
        bench.tools.on(
                "send_invoice",
                (call, attempt) -> CallResult.succeeded(
                        null,
                        Map.of(
                                "total_amount",
                                "$450",
                                Steps.STEPS,
                                Steps.planned(List.of(
                                        new NextCall("invoice_create", Map.of("ticketId", "0TK1")),
                                        new NextCall("invoice_send", Map.of("invoiceId", Steps.recordOf(1))),
                                        new NextCall(
                                                "message_send", Map.of("contactId", "0031", "body", "Your invoice"))))),
                        List.of("No payment link"),
                        Undo.NONE,
                        attempt));
        made("invoice_create", "0IN1", Undo.COMPENSATABLE);
        made("invoice_send", "0IN1", Undo.REVERSIBLE);
        made("message_send", "0MS1", Undo.COMPENSATABLE);
    }

    private void made(String tool, String record, Undo undo) {
        bench.tools.on(
                tool, (call, attempt) -> CallResult.succeeded(record, Map.of("of", tool), List.of(), undo, attempt));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private ErrandWorkflow started() {
        ToolCall call = new ToolCall(
                ID + "/1",
                "default",
                "agent-1",
                "send_invoice",
                Map.of("ticket_id", "0TK1"),
                "key",
                true,
                "0TK1",
                null,
                "The work is done",
                null);
        ErrandWorkflow errand = bench.newWorkflow(ErrandWorkflow.class, ID);
        WorkflowClient.start(errand::run, call);
        return errand;
    }

    private static CallResult end(ErrandWorkflow errand) {
        return WorkflowStub.fromTyped(errand).getResult(CallResult.class);
    }

    @Test
    void makesThePlannedCallsWithTheRecordsOfEarlierOnes() {
        CallResult result = end(started());

        assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(result.crmRecordId()).isEqualTo("0IN1");
        assertThat(result.data()).containsEntry("total_amount", "$450").doesNotContainKey(Steps.STEPS);
        assertThat(result.warnings()).containsExactly("No payment link");
        assertThat(result.undo()).isEqualTo(Undo.COMPENSATABLE);
        assertThat(bench.tools.calledTools())
                .containsExactly("send_invoice", "invoice_create", "invoice_send", "message_send");
        ToolCall sent = bench.tools.lastCallOf("invoice_send");
        assertThat(sent.arguments()).containsEntry("invoiceId", "0IN1");
        assertThat(sent.reasoning()).isEqualTo("The work is done");
        assertThat(bench.tools.calls().stream().map(ToolCall::key)).doesNotHaveDuplicates();
    }

    @Test
    void takesBackWhatWasDoneWhenAStepIsRefused() {
        bench.tools.on("message_send", (call, attempt) -> FakeTools.refuse(Refusal.RULE_VIOLATED, attempt));

        CallResult result = end(started());

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.code()).isEqualTo(Refusal.RULE_VIOLATED.code());
        assertThat(result.message()).startsWith("message_send: ").endsWith("; what was done before was taken back");
        assertThat(bench.tools.undoneTools()).containsExactly("message_send", "invoice_send", "invoice_create");
    }

    @Test
    void saysWhatCouldNotBeTakenBack() {
        bench.tools
                .on("message_send", (call, attempt) -> FakeTools.refuse(Refusal.RULE_VIOLATED, attempt))
                .onUndo(
                        "invoice_send",
                        new UndoResult(UndoResult.Status.LEFT_FOR_A_PERSON, null, "Somebody edited the invoice", null));

        assertThat(end(started()).message()).endsWith("some is still there: Somebody edited the invoice");
    }

    @Test
    void plansNothingFurtherWhenTheErrandIsRefused() {
        bench.tools.on("send_invoice", (call, attempt) -> FakeTools.refuse(Refusal.UNCLEAR, attempt));

        assertThat(end(started()).code()).isEqualTo(Refusal.UNCLEAR.code());
        assertThat(bench.tools.calledTools()).containsExactly("send_invoice");
        assertThat(bench.tools.undos()).isEmpty();
    }

    @Test
    void waitsForAPersonInTheMiddleAndGoesOn() {
        bench.tools.on(
                "invoice_send",
                (call, attempt) -> call.authorizationId() == null
                        ? FakeTools.askAPerson(AUTHORIZATION, bench.now().plus(Duration.ofDays(1)), attempt)
                        : CallResult.succeeded("0IN1", Map.of(), List.of(), Undo.REVERSIBLE, attempt));
        ErrandWorkflow errand = started();

        assertThat(errand.answer().status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        errand.decide(
                new Decision(FakeAuthorizations.DECISION, AUTHORIZATION, Decision.Verdict.AUTHORIZED, "ann", null));

        assertThat(end(errand).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void takesBackWhatWasDoneWhenItIsCancelled() {
        bench.tools.on("message_send", (call, attempt) -> {
            bench.cancelAndAwait(ID);
            return CallResult.succeeded("0MS1", Map.of(), List.of(), Undo.COMPENSATABLE, attempt);
        });
        ErrandWorkflow errand = started();

        assertThatThrownBy(() -> end(errand)).isInstanceOf(WorkflowFailedException.class);
        assertThat(bench.tools.undoneTools()).containsExactly("message_send", "invoice_send", "invoice_create");
        assertThat(errand.state().message()).contains("what was done was taken back");
    }
}
