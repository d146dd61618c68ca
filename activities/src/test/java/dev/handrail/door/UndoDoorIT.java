package dev.handrail.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.call.UndoResult.Status;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an undo says before, does, and does once more. */
class UndoDoorIT extends DoorScenario {

    @Test
    void undoesEveryStepAlthoughOneInBetweenChangedNothing() {
        ToolCall upsert = call("upsert_lead", DANA);
        String lead = run(upsert).crmRecordId();
        ToolCall score = call("set_lead_score", Map.of("leadId", lead, "score", 91));
        run(score);
        ToolCall status = call("update_lead_status", Map.of("leadId", lead, "status", "Working"));
        run(status);

        assertThat(undo(status).status()).isEqualTo(Status.UNDONE);
        assertThat(undo(score).status()).isEqualTo(Status.NOTHING_TO_UNDO);
        assertThat(undo(upsert).message()).isEqualTo("Removed");
    }

    @Test
    void saysBeforehandWhatItWouldDoAndChangesNothing() {
        ToolCall upsert = call("upsert_lead", DANA);
        String lead = run(upsert).crmRecordId();
        ToolCall status = call("update_lead_status", Map.of("leadId", lead, "status", "Working"));
        run(status);
        ToolCall convert = call("create_task", Map.of("subject", "Call", "leadId", lead));
        run(convert);

        assertThat(outlook(upsert)).isEqualTo("UNDONE: What it made is removed");
        assertThat(outlook(status)).isEqualTo("UNDONE: The earlier values come back");
        assertThat(outlook(call("add_note", Map.of()))).isEqualTo("NOTHING_TO_UNDO: Nothing was changed");
        assertThat(lead(lead).text("status")).contains("Working");

        run(call("another/1", "update_lead_status", Map.of("leadId", lead, "status", "Nurture"), "k", false));
        assertThat(outlook(status))
                .isEqualTo("LEFT_FOR_A_PERSON: Someone changed the record since; it was left as it is");
        undo(status);
        assertThat(outlook(status)).as("what became of it").startsWith("LEFT_FOR_A_PERSON");
    }

    @Test
    void triesOnceMoreWhatWasLeftForAPersonWhenItIsAskedTo() {
        ToolCall account =
                call("match_account", Map.of("domain", "3m.example", "companyName", "3M", "createIfNotFound", true));
        String id = run(account).crmRecordId();
        Scope person = new Scope(tenant, "person", "person");
        Ref contact = office.create(
                        person, RecordType.CONTACT, Map.of("accountId", id, "email", "eve@3m.example"), "key")
                .after()
                .ref();
        UndoResult left = undo(account);
        assertThat(left.status()).isEqualTo(Status.LEFT_FOR_A_PERSON);
        office.remove(person, contact, null);

        assertThat(undo(account)).as("not asked to").isEqualTo(left);
        UndoResult again = undoDoor().undo(again(account));

        assertThat(again.status()).isEqualTo(Status.UNDONE);
        assertThat(undoDoor().undo(again(account))).as("asked twice").isEqualTo(again);
    }

    private UndoRequest again(ToolCall call) {
        return new UndoRequest(tenant, "agent", call.id(), call.tool(), "test", true);
    }

    private String outlook(ToolCall call) {
        UndoResult result = undoDoor().outlook(again(call));
        return result.status() + ": " + result.message();
    }
}
