package dev.handrail.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HubSpotBatchTest {

    private static final String BATCH = "/crm/v3/objects/contacts/batch/";

    private final Account account = new Account();

    @BeforeEach
    void defineTheKey() {
        account.defineUniqueProperty("contacts", "handrail_key");
    }

    @Test
    void upsertsByAUniqueProperty() {
        JsonNode first = upsert(200, "{'id': 'k1', 'idProperty': 'handrail_key', 'properties': {'firstname': 'Ada'}}");
        JsonNode second = upsert(200, """
                {'id': 'k1', 'idProperty': 'handrail_key', 'properties': {'firstname': 'Augusta'}},
                {'id': 'k2', 'idProperty': 'handrail_key', 'properties': {'firstname': 'Bob'}}""");
        assertThat(first.at("/results/0/new").asBoolean()).isTrue();
        assertThat(second.at("/results/0/new").asBoolean()).isFalse();
        assertThat(second.at("/results/1/new").asBoolean()).isTrue();
        assertThat(second.at("/results/0/id")).isEqualTo(first.at("/results/0/id"));
        assertThat(account.ledger.summary().repeated()).isEmpty();
    }

    @Test
    void upsertsContactsByEmail() {
        String id = account.create("contacts", "{'email': 'ada@acme.com'}");
        JsonNode answer = upsert(200, """
                {'id': 'ADA@acme.com', 'idProperty': 'email', 'properties': {'firstname': 'Ada'}},
                {'id': 'bob@acme.com', 'idProperty': 'email', 'properties': {'firstname': 'Bob'}}""");
        assertThat(answer.at("/results/0/id").asString()).isEqualTo(id);
        assertThat(answer.at("/results/1/properties/email").asString()).isEqualTo("bob@acme.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id': 'k1', 'properties': {}}",
                "{'idProperty': 'handrail_key', 'properties': {}}",
                "{'id': 'k1', 'idProperty': 'handrail_key'}",
                "{'id': 'k1', 'idProperty': 'firstname', 'properties': {'lastname': 'L'}}",
                "{'id': 'k1', 'idProperty': 'nosuchthing', 'properties': {'lastname': 'L'}}"
            })
    void refusesAnUpsertThatNamesNoUniqueProperty(String input) {
        upsert(400, input);
        assertThat(account.ledger.effects()).isEmpty();
    }

    @Test
    void takesBackTheWholeBatchWhenOneInputIsRefused() {
        String id = account.create("contacts", "{'email': 'ada@acme.com', 'firstname': 'Ada'}");
        account.ledger.clear();
        upsert(400, """
                {'id': 'ada@acme.com', 'idProperty': 'email', 'properties': {'firstname': 'Augusta'}},
                {'id': 'bob@acme.com', 'idProperty': 'email', 'properties': {'nosuchthing': '1'}}""");
        assertThat(account.get("/crm/v3/objects/contacts/" + id)
                        .at("/properties/firstname")
                        .asString())
                .isEqualTo("Ada");
        assertThat(account.ledger.effects()).isEmpty();
        assertThat(account.get("/crm/v3/objects/contacts").path("results")).hasSize(1);
    }

    @Test
    void keepsWhatWentWellWhenEveryInputIsTraced() {
        JsonNode answer = upsert(207, """
                {'id': 'a@acme.com', 'idProperty': 'email', 'objectWriteTraceId': 't1', 'properties': {'firstname': 'A'}},
                {'id': 'b@acme.com', 'idProperty': 'email', 'objectWriteTraceId': 't2', 'properties': {'nosuchthing': '1'}}""");
        assertThat(answer.at("/results/0/objectWriteTraceId").asString()).isEqualTo("t1");
        assertThat(answer.at("/errors/0/context/objectWriteTraceId/0").asString())
                .isEqualTo("t2");
        assertThat(account.get("/crm/v3/objects/contacts").path("results")).hasSize(1);
    }

    @Test
    void refusesTheSameRecordTwice() {
        String id = account.create("contacts", "{'firstname': 'Ada'}");
        String input = "{'id': '%s', 'properties': {'city': 'Paris'}}".formatted(id);
        JsonNode error = account.call(400, "POST", BATCH + "update", "{'inputs': [%s, %s]}".formatted(input, input));
        assertThat(error.path("message").asString()).contains(id);
    }

    @Test
    void updatesWhatIsThereAndNamesWhatIsNot() {
        String id = account.create("contacts", "{'firstname': 'Ada'}");
        JsonNode answer = account.call(207, "POST", BATCH + "update", """
                {'inputs': [{'id': '%s', 'properties': {'city': 'Paris'}}, {'id': '7', 'properties': {'city': 'Rome'}}]}""".formatted(id));
        assertThat(Account.texts(answer.path("results"), "/id")).containsExactly(id);
        assertThat(answer.at("/errors/0/context/ids/0").asString()).isEqualTo("7");
    }

    @Test
    void readsArchivedRecordsWhenAsked() {
        String id = account.create("contacts", "{'firstname': 'Ada'}");
        account.call(204, "POST", BATCH + "archive", "{'inputs': [{'id': '%s'}]}".formatted(id));
        String inputs = "{'properties': ['firstname'], 'inputs': [{'id': '%s'}]}".formatted(id);
        account.call(207, "POST", BATCH + "read", inputs);
        JsonNode archived = account.call(200, "POST", BATCH + "read?archived=true", inputs);
        assertThat(archived.at("/results/0/archived").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "create", "update", "upsert", "archive"})
    void takesAHundredInputsAtMost(String operation) {
        String inputs = IntStream.range(0, 101)
                .mapToObj(i -> "{'id': '%d'}".formatted(i))
                .collect(Collectors.joining(","));
        JsonNode error = account.call(400, "POST", BATCH + operation, "{'inputs': [" + inputs + "]}");
        assertThat(error.path("message").asString()).contains("100").contains("101");
        account.call(400, "POST", BATCH + operation, "{}");
    }

    private JsonNode upsert(int status, String inputs) {
        return account.call(status, "POST", BATCH + "upsert", "{'inputs': [" + inputs + "]}");
    }
}
