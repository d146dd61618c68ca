package dev.handrail.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.authorization.AuthorizationActivities.SignalVerdict;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.call.CallResult;
import dev.handrail.call.LeadContext;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.lead.ActionPlan;
import dev.handrail.lead.GroundedLead;
import dev.handrail.lead.GroundedLead.Analysis;
import dev.handrail.lead.GroundedLead.ClaimType;
import dev.handrail.lead.GroundedLead.Enrichment;
import dev.handrail.lead.GroundedLead.Evidence;
import dev.handrail.lead.GroundedLead.GroundingStatus;
import dev.handrail.lead.GroundedLead.Intent;
import dev.handrail.lead.GroundedLead.Source;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadSubmission;
import dev.handrail.lead.LeadUndoRequest;
import dev.handrail.lead.PlanProposal;
import dev.handrail.lead.PlanRequest;
import dev.handrail.lead.PlannedAction;
import dev.handrail.lead.ProposedPlan;
import dev.handrail.tool.Undo;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Histories that were written by earlier versions must be read by later ones. When a record changes on purpose, make
 * sure that the old JSON is still read, then change its file in {@code golden/}.
 */
class GoldenRecordsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> FREE_FORM = Set.of("arguments", "data");
    private static final DataConverter PLAIN = HandrailDataConverter.create(null);

    private final DataConverter encrypting = HandrailDataConverter.create(Keysets.generate());

    record Golden(String file, Object record) {

        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Golden> records() {
        return Stream.of(
                new Golden("tool-call", toolCall()),
                new Golden("call-result", callResult()),
                new Golden(
                        "call-result-waiting",
                        CallResult.authorizationRequired(
                                new CallResult.AuthorizationNeeded(
                                        "auth-1",
                                        "Deals of a million need a person",
                                        Instant.parse("2026-11-20T21:33:00.123Z")),
                                1)),
                new Golden(
                        "undo-request",
                        new UndoRequest("acme", "key_1", "call-1", "upsert_lead", "create_task failed")),
                new Golden(
                        "undo-result",
                        new UndoResult(
                                UndoResult.Status.LEFT_FOR_A_PERSON, "00Q1", "Someone changed the lead since", "00T9")),
                new Golden("lead-submission", new LeadSubmission("acme", "key_1", "9f86d081", lead())),
                new Golden("grounded-lead", lead()),
                new Golden("lead-outcome", leadOutcome()),
                new Golden(
                        "lead-outcome-undoing",
                        leadOutcome()
                                .undoing(new LeadOutcome.Undoing(
                                        "key_2", "Sent twice", Instant.parse("2026-11-20T21:33:00.123Z")))),
                new Golden("lead-undo-request", new LeadUndoRequest("acme", "key_2", "L-1001", "Sent twice")),
                new Golden(
                        "undo-request-again",
                        new UndoRequest("acme", "key_1", "call-1", "upsert_lead", "Sent twice", true)),
                new Golden(
                        "plan-proposal",
                        new PlanProposal(
                                "acme",
                                "key_1",
                                "L-1001",
                                "lead-acme:L-1001",
                                GroundedLead.Decision.ROUTE_TO_SDR,
                                List.of(new PlanProposal.Step(1, true, toolCall())))),
                new Golden("proposed-plan", proposedPlan()),
                new Golden("action-plan", actionPlan()),
                new Golden("action-plan-approved-first", actionPlan().approvedFirst()),
                new Golden(
                        "plan-request",
                        new PlanRequest("acme", GroundedLead.Decision.ROUTE_TO_SDR, Intent.HIGH_FIT, 91, true)),
                new Golden("decision", decision()),
                new Golden(
                        "decision-verdict", DecisionVerdict.no("The requester may not decide; ask another approver")),
                new Golden("signalled-decision", new SignalledDecision("auth-1", "authorized", "7431-0022", "Checked")),
                new Golden("signal-verdict", new SignalVerdict(DecisionVerdict.yes(), decision())));
    }

    @ParameterizedTest
    @MethodSource("records")
    void isWrittenAsItAlwaysWas(Golden golden) {
        assertThat(differences("", tree(golden), JSON.readTree(data(golden))))
                .as("golden/%s.json", golden)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("records")
    void isReadAsItAlwaysWas(Golden golden) {
        assertThat(read(golden, tree(golden))).isEqualTo(golden.record());
    }

    @ParameterizedTest
    @MethodSource("records")
    void isReadWithFieldsThatALaterVersionAdded(Golden golden) {
        JsonNode later = tree(golden);
        addFields(later);

        assertThat(read(golden, later)).isEqualTo(golden.record());
    }

    @ParameterizedTest
    @MethodSource("records")
    void comesBackFromEncryption(Golden golden) {
        Payload payload = encrypting.toPayload(golden.record()).orElseThrow();

        assertThat(payload.getMetadataOrThrow("encoding").toStringUtf8()).isEqualTo("binary/encrypted");
        assertThat((Object) encrypting.fromPayload(
                        payload, golden.record().getClass(), golden.record().getClass()))
                .isEqualTo(golden.record());
    }

    @Test
    void aRenamedFieldIsSaidInWords() {
        JsonNode before = JSON.readTree("{\"steps\":[{\"tool\":\"add_note\",\"attempts\":1}]}");
        JsonNode after = JSON.readTree("{\"steps\":[{\"toolName\":\"add_note\",\"attempts\":2}]}");

        assertThat(differences("", before, after))
                .containsExactly(
                        "/steps/0/attempts was 1 and is 2",
                        "/steps/0/tool was \"add_note\" and is missing",
                        "/steps/0/toolName was missing and is \"add_note\"");
    }

    private static List<String> differences(String path, JsonNode expected, JsonNode actual) {
        List<String> found = new ArrayList<>();
        if (expected.isObject() && actual.isObject()) {
            Set<String> names = new TreeSet<>(expected.propertyNames());
            names.addAll(actual.propertyNames());
            names.forEach(name -> found.addAll(differences(path + "/" + name, expected.path(name), actual.path(name))));
        } else if (expected.isArray() && actual.isArray()) {
            for (int index = 0; index < Math.max(expected.size(), actual.size()); index++) {
                found.addAll(differences(path + "/" + index, expected.path(index), actual.path(index)));
            }
        } else if (!expected.equals(actual)) {
            found.add("%s was %s and is %s".formatted(path, words(expected), words(actual)));
        }
        return found;
    }

    private static String words(JsonNode node) {
        return node.isMissingNode() ? "missing" : node.toString();
    }

    private static void addFields(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(field -> !FREE_FORM.contains(field.getKey()))
                    .forEach(field -> addFields(field.getValue()));
            object.set("addedLater", JSON.createObjectNode().put("by", "a later version"));
        } else {
            node.forEach(GoldenRecordsTest::addFields);
        }
    }

    private static Object read(Golden golden, JsonNode json) {
        Payload payload = PLAIN.toPayload(golden.record()).orElseThrow().toBuilder()
                .setData(com.google.protobuf.ByteString.copyFromUtf8(json.toString()))
                .build();
        return PLAIN.fromPayload(
                payload, golden.record().getClass(), golden.record().getClass());
    }

    private static byte[] data(Golden golden) {
        return PLAIN.toPayload(golden.record()).orElseThrow().getData().toByteArray();
    }

    private static JsonNode tree(Golden golden) {
        try (InputStream file = GoldenRecordsTest.class.getResourceAsStream("/golden/%s.json".formatted(golden))) {
            assertThat(file).as("golden/%s.json", golden).isNotNull();
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ActionPlan actionPlan() {
        return new ActionPlan(
                "60303ae2",
                List.of(new ActionPlan.PlannedStep(
                        "create_task",
                        true,
                        Undo.COMPENSATABLE,
                        List.of("subject"),
                        Map.of("priority", "HIGH", "dueInDays", 2))),
                true);
    }

    private static ProposedPlan proposedPlan() {
        return new ProposedPlan(
                new CallResult.AuthorizationNeeded(
                        "auth-1", "The plan is to be approved", Instant.parse("2026-11-20T21:33:00.123Z")),
                List.of(new PlannedAction(
                        1,
                        "create_task",
                        "Create task “Call”",
                        Map.of("leadId", PlanProposal.recordOf(2)),
                        true,
                        Undo.COMPENSATABLE,
                        "Can be undone: what it makes is removed",
                        "People call")));
    }

    private static ToolCall toolCall() {
        return new ToolCall(
                "call-1",
                "acme",
                "key_1",
                "update_lead_fields",
                Map.of(
                        "leadId",
                        "00Q1",
                        "fields",
                        Map.of("employees", 61500, "annualRevenue", 2.46e10),
                        "tags",
                        List.of("a")),
                "9f86d081",
                true,
                "dana.reyes@mmm.example.com",
                new LeadContext("L-1001", "ROUTE_TO_SDR", "HIGH_FIT", 91, true, List.of("industry")),
                "The enrichment says so",
                "auth-1");
    }

    private static CallResult callResult() {
        return new CallResult(
                CallResult.Status.SUCCEEDED,
                "00Q1",
                Map.of("created", true, "confidence", 0.93, "id", "00Q1"),
                List.of("The company has two accounts"),
                Undo.REVERSIBLE,
                2,
                true,
                null,
                null,
                null);
    }

    private static Decision decision() {
        return new Decision("d-1", "auth-1", Decision.Verdict.AUTHORIZED, "key_2", "Checked with the account's owner");
    }

    private static LeadOutcome leadOutcome() {
        return new LeadOutcome(
                "L-1001",
                "acme",
                "lead-acme-L-1001",
                LeadOutcome.Status.ENRICHED,
                LeadOutcome.Result.ROLLED_BACK,
                List.of("create_task: the CRM refused the due date"),
                List.of(new LeadOutcome.Step(
                        "upsert_lead",
                        LeadOutcome.StepStatus.COMPENSATED,
                        "00Q1",
                        true,
                        Undo.REVERSIBLE,
                        3,
                        "The earlier values were restored")),
                List.of(new LeadOutcome.Compensation(
                        "upsert_lead",
                        LeadOutcome.StepStatus.COMPENSATED,
                        "00Q1",
                        "The earlier values were restored",
                        "00T9")),
                new LeadOutcome.GroundingSummary(
                        GroundingStatus.DOWNGRADED, Intent.HIGH_FIT, List.of("enrichment.founded")),
                "60303ae2",
                "auth-1");
    }

    private static GroundedLead lead() {
        return new GroundedLead(
                "L-1001",
                "C-2026-Q4",
                "dana.reyes@mmm.example.com",
                "Dana",
                "Reyes",
                "Director of Procurement",
                "+1 651 555 0134",
                "3M",
                "https://mmm.example.com",
                new Analysis(
                        GroundedLead.Decision.ROUTE_TO_SDR,
                        Intent.HIGH_FIT,
                        91,
                        0.88,
                        "Opened the pricing page three times this week.",
                        GroundingStatus.VALID,
                        List.of("none"),
                        List.of(new Evidence(
                                "Visited pricing three times",
                                ClaimType.BEHAVIOR,
                                Source.MARKETO,
                                "behavior.pricingVisits",
                                3))),
                new Enrichment("3M", "Industrial Conglomerates", 1902, "Saint Paul, Minnesota", 61500L, 2.46e10, 0.97));
    }
}
