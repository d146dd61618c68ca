package dev.handrail.api.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Leads;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuthorizationsIT {

    private static final String YES = "{\"decision\":\"authorized\",\"notes\":\"Fine\"}";
    private static final String NO = "{\"decision\":\"denied\"}";

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Requests agent = api.as("acme", "bot", Role.AGENT);
    private final Requests approver = api.as("acme", "ann", Role.APPROVER);

    private Answer convert() {
        return convert(agent);
    }

    private static Answer convert(Requests agent) {
        return agent.post(
                "/api/tools/convert_lead/calls",
                "{\"arguments\":{\"leadId\":\"%s\"},\"reasoning\":\"They signed\"}".formatted(Leads.newId()));
    }

    @Test
    void queuesACallForAPersonAndRunsItOnceAuthorized() {
        Answer call = convert();
        assertThat(call.field("status")).as(call.text()).isEqualTo("authorization_required");
        assertThat(call.field("reason")).isEqualTo("Cannot be undone");
        assertThat(call.field("message")).startsWith("Queued for your authorization.");
        String id = call.field("queue_id");

        Answer shown = approver.get("/api/authorizations/" + id);
        Answer decided = approver.post("/api/authorizations/" + id, YES);
        Answer again = approver.post("/api/authorizations/" + id, YES);
        Answer other = approver.post("/api/authorizations/" + id, NO);

        assertThat(shown.field("status")).as(shown.text()).isEqualTo("pending");
        assertThat(shown.field("reasoning")).isEqualTo("They signed");
        assertThat(shown.json().at("/signal/code").asString()).startsWith(approver.actor() + ".");
        assertThat(decided.status()).as(decided.text()).isEqualTo(200);
        assertThat(decided.field("status")).isEqualTo("authorized");
        assertThat(decided.field("decidedBy")).isEqualTo(approver.actor());
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.field("code")).isEqualTo("already_decided");
        Answer done = agent.get("/api/calls/" + call.field("id") + "?wait=10s");
        assertThat(done.field("status")).as(done.text()).isEqualTo("succeeded");
    }

    @Test
    void deniesADecisionByTheRequester() {
        Requests same = api.as("acme", "both", Role.AGENT, Role.APPROVER);
        String id = convert(same).field("queue_id");

        Answer refused = same.post("/api/authorizations/" + id, YES);

        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(refused.field("code")).isEqualTo("not_allowed_to_decide");
        assertThat(same.get("/api/authorizations/" + id).json().has("signal")).isFalse();
    }

    @Test
    void leavesDecidingToNobodyWhoseKeyWasJustRevokedElsewhere() {
        String id = convert().field("queue_id");
        Requests former = api.as("acme", "former", Role.APPROVER);
        assertThat(former.get("/api/authorizations/" + id).status()).isEqualTo(200);
        api.bean(JdbcClient.class)
                .sql("UPDATE api_key SET revoked_at = now() WHERE id = ?")
                .param(former.actor())
                .update();

        Answer refused = former.post("/api/authorizations/" + id, NO);

        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(refused.field("detail")).contains("no valid credential any more");
    }

    @Test
    void aKeyThatSomebodyElseSentBeforeIsStillOnesOwn() {
        Requests both = api.as("acme", "both", Role.AGENT, Role.APPROVER);
        String id = convert(both).field("queue_id");
        String[] key = {"Idempotency-Key", "approve-" + id};
        assertThat(both.post("/api/authorizations/" + id, YES, key).status()).isEqualTo(403);

        Answer decided = approver.post("/api/authorizations/" + id, YES, key);

        assertThat(decided.status()).as(decided.text()).isEqualTo(200);
        assertThat(decided.field("decidedBy")).isEqualTo(approver.actor());
    }

    @Test
    void aGrantThatComesTooLateIsNotTakenForGiven() {
        String id = convert().field("queue_id");
        assertThat(approver.post("/api/authorizations/" + id, YES).status()).isEqualTo(200);
        String always = "{\"decision\":\"authorized\",\"upgrade_permission\":true}";

        Answer late = approver.post("/api/authorizations/" + id, always);

        assertThat(late.status()).as(late.text()).isEqualTo(409);
        assertThat(late.field("code")).isEqualTo("already_decided");
    }

    @Test
    void leavesDecidingToApprovers() {
        String id = convert().field("queue_id");
        Requests admin = api.as("acme", "root", Role.ADMIN);

        Answer refused = admin.post("/api/authorizations/" + id, YES);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.field("code")).isEqualTo("role_required");
        assertThat(refused.field("detail")).contains("approver");
    }

    @Test
    void allowsTheSameFromThenOnUntilThatIsRevoked() {
        String id = convert().field("queue_id");

        Answer decided =
                approver.post("/api/authorizations/" + id, "{\"decision\":\"authorized\",\"upgrade_permission\":true}");

        assertThat(decided.status()).as(decided.text()).isEqualTo(200);
        Answer grants = approver.get("/api/grants");
        assertThat(grants.json().at("/grants/0/tool").asString()).isEqualTo("convert_lead");
        assertThat(grants.json().at("/grants/0/actor").asString()).isEqualTo(agent.actor());
        String grant = grants.json().at("/grants/0/id").asString();
        assertThat(agent.delete("/api/grants/" + grant).status()).isEqualTo(403);
        assertThat(approver.delete("/api/grants/" + grant).status()).isEqualTo(204);
        assertThat(approver.delete("/api/grants/" + grant).status()).isEqualTo(404);
        assertThat(approver.get("/api/grants").json().at("/grants/0/good").asBoolean())
                .isFalse();
    }

    @Test
    void tellsAnApproverWhatIsWrongWithOtherArguments() {
        String id = convert().field("queue_id");

        Answer refused = approver.post(
                "/api/authorizations/" + id, "{\"decision\":\"authorized\",\"arguments\":{\"accountId\":7}}");

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text()).contains("leadId").contains("accountId");
        assertThat(approver.get("/api/authorizations/" + id).field("status")).isEqualTo("pending");
        assertThat(approver.post("/api/authorizations/" + id, "{\"decision\":\"denied\",\"upgrade_permission\":true}")
                        .field("code"))
                .isEqualTo("contradiction");
    }

    @Test
    void decidesAboutExactlyThoseNamedWithAVerdictForEach() {
        String first = convert().field("queue_id");
        String second = convert().field("queue_id");
        approver.post("/api/authorizations/" + second, YES);

        Answer batch = approver.post(
                "/api/authorizations/batch",
                "{\"ids\":[\"%s\",\"%s\",\"auth-none\"],\"decision\":\"denied\"}".formatted(first, second));

        assertThat(batch.status()).as(batch.text()).isEqualTo(200);
        assertThat(batch.json().at("/authorizations/0/status").asString()).isEqualTo("denied");
        assertThat(batch.json().at("/authorizations/1/problem").asString()).isEqualTo("already_decided");
        assertThat(batch.json().at("/authorizations/2/problem").asString()).isEqualTo("authorization_not_found");
        assertThat(agent.post("/api/authorizations/batch", "{\"ids\":[\"a\"],\"decision\":\"denied\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void twoKeysOfOneOwnerNeverApproveEachOther() {
        Requests admin = api.as("acme", "root", Role.ADMIN);
        Requests bot = api.withKey(
                admin.post("/api/keys", "{\"roles\":[\"agent\"],\"name\":\"bot of ann\",\"owner\":\"ann@example.com\"}")
                        .field("key"));
        Requests ann = api.withKey(
                admin.post("/api/keys", "{\"roles\":[\"approver\"],\"name\":\"ann\",\"owner\":\"Ann@example.com\"}")
                        .field("key"));
        String id = convert(bot).field("queue_id");

        Answer refused = ann.post("/api/authorizations/" + id, YES);

        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(refused.field("detail")).contains("Whoever asked");
    }

    @Test
    void listsWhatWaits() {
        String id = convert().field("queue_id");

        Answer page = approver.get("/api/authorizations?status=pending&tool=convert_lead&limit=200");

        assertThat(page.text()).contains(id);
        assertThat(approver.get("/api/authorizations?status=open").field("detail"))
                .contains("pending, authorized");
        assertThat(approver.get("/api/authorizations?cursor=%00").status()).isEqualTo(400);
    }

    @Test
    void showsARequestToWhoeverAskedAndToNoOtherAgent() {
        String id = convert().field("queue_id");
        Requests colleague = api.as("acme", "bot2", Role.AGENT);
        Requests stranger = api.as("other", "ann", Role.APPROVER);

        assertThat(agent.get("/api/authorizations/" + id).field("id"))
                .isEqualTo(id)
                .isNotEmpty();
        assertThat(colleague.get("/api/authorizations/" + id).status()).isEqualTo(404);
        assertThat(stranger.get("/api/authorizations/" + id).status()).isEqualTo(404);
        assertThat(stranger.post("/api/authorizations/" + id, YES).status()).isEqualTo(404);
    }
}
