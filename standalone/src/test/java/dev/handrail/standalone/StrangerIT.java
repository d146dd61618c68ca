package dev.handrail.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.authorization.SignalledDecision;
import dev.handrail.call.Role;
import dev.handrail.credential.ApiKey.Holder;
import dev.handrail.standalone.Besieged.Answer;
import dev.handrail.standalone.Besieged.Somebody;
import dev.handrail.standalone.Besieged.Visitor;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other tenants, other sites, strangers at Temporal and hostile texts get out of Handrail. */
class StrangerIT {

    private static final String NEVER_WAS = "auth-000000000000000000000000";
    private static final String ESCAPE = "\u001b[2J\u001b[31m";
    private static final String REVERSED = "\u202e";
    private static final String INVISIBLE = "\u200b\u2066";
    private static final String HOSTILE = "<script>alert(1)</script> [Approve](javascript:alert(2)) "
            + ESCAPE + "APPROVED BY ANN" + REVERSED + "drawkcab" + INVISIBLE + "\r\nINFO all checks passed "
            + "\" onmouseover=\"alert(3)";

    @TempDir
    private static Path folder;

    private static Besieged system;
    private static Somebody agent;
    private static Somebody ann;

    @BeforeAll
    static void start() throws Exception {
        system = Besieged.start(folder);
        agent = system.agent();
        ann = system.approver();
    }

    @AfterAll
    static void stop() throws Exception {
        system.close();
    }

    @Test
    void anotherTenantIsToldNothingByTheApi() throws Exception {
        Somebody stranger =
                system.key(Besieged.OTHER, "stranger", Holder.UNKNOWN, Role.APPROVER, Role.OPERATOR, Role.ADMIN);
        Answer call = agent.ask("Not theirs");
        String id = call.field("queue_id");
        Somebody granted = system.agent();
        ann.post(
                "/api/authorizations/" + granted.waiting("Granted"),
                Map.of("decision", "authorized", "upgrade_permission", true));
        String grant = system.tables()
                .sql("SELECT id FROM approval_grant WHERE actor = ?")
                .param(granted.id())
                .query(String.class)
                .single();

        assertThat(likeOneThatNeverWas(
                        stranger.get("/api/authorizations/" + id),
                        stranger.get("/api/authorizations/" + NEVER_WAS),
                        id))
                .isEqualTo(404);
        assertThat(stranger.get("/api/authorizations/" + id + "?wait=5s").status())
                .isEqualTo(404);
        assertThat(likeOneThatNeverWas(stranger.decide(id, "authorized"), stranger.decide(NEVER_WAS, "authorized"), id))
                .isEqualTo(404);
        Map<String, Object> edit = Map.of("decision", "authorized", "arguments", Map.of("nonsense", true));
        assertThat(likeOneThatNeverWas(
                        stranger.post("/api/authorizations/" + id, edit),
                        stranger.post("/api/authorizations/" + NEVER_WAS, edit),
                        id))
                .isEqualTo(404);
        assertThat(likeOneThatNeverWas(
                        stranger.post("/api/authorizations/" + id + "/delegation", Map.of("to", stranger.id())),
                        stranger.post("/api/authorizations/" + NEVER_WAS + "/delegation", Map.of("to", stranger.id())),
                        id))
                .isEqualTo(404);
        Answer batch = stranger.post(
                "/api/authorizations/batch", Map.of("ids", List.of(id, NEVER_WAS), "decision", "authorized"));
        assertThat(batch.json().at("/authorizations/0/problem").asString()).isEqualTo("authorization_not_found");
        assertThat(batch.json().at("/authorizations/0/detail"))
                .isEqualTo(batch.json().at("/authorizations/1/detail"));
        assertThat(stranger.get("/api/authorizations?limit=200").text()).doesNotContain("auth-");
        assertThat(stranger.get("/api/grants").text()).doesNotContain("grant-");
        assertThat(likeOneThatNeverWas(
                        stranger.delete("/api/grants/" + grant),
                        stranger.delete("/api/grants/grant-0000000000000000"),
                        grant))
                .isEqualTo(404);
        assertThat(stranger.get("/api/calls/" + call.field("id")).status()).isEqualTo(404);
        assertThat(system.status(id)).isEqualTo("PENDING");
        assertThat(granted.ask("Granted, again").field("status")).isEqualTo("succeeded");
    }

    @Test
    void anotherTenantIsToldNothingByThePages() throws Exception {
        String id = agent.waiting("Not theirs either");
        Visitor stranger = system.visitor(Besieged.OTHER, "Stranger");

        assertThat(likeOneThatNeverWas(
                        stranger.get("/authorizations/" + id), stranger.get("/authorizations/" + NEVER_WAS), id))
                .isEqualTo(404);
        for (String form : List.of("", "/always", "/edit", "/delegate")) {
            stranger.submit(
                    "/authorizations/grants",
                    "/authorizations/" + id + form,
                    "verdict",
                    "authorized",
                    "to",
                    "local:Stranger");
        }
        stranger.submit("/authorizations/grants", "/authorizations/batch", "id", id, "verdict", "authorized");

        String said = stranger.get("/authorizations").text();
        assertThat(said)
                .contains("this request")
                .doesNotContain("Not theirs either")
                .contains("<title>Authorizations");
        assertThat(system.status(id)).isEqualTo("PENDING");
        assertThat(system.tasks("Not theirs either")).isZero();
    }

    /** Whether there is such an id elsewhere shows in nothing: neither in the status nor in a word. */
    private static int likeOneThatNeverWas(Answer forged, Answer neverWas, String id) {
        assertThat(forged.status()).as(forged.text()).isEqualTo(neverWas.status());
        assertThat(withoutWhatDiffers(forged.text().replace(id, "ID")))
                .isEqualTo(withoutWhatDiffers(
                        neverWas.text().replace(NEVER_WAS, "ID").replace("grant-0000000000000000", "ID")));
        return forged.status();
    }

    private static String withoutWhatDiffers(String text) {
        return text.replaceAll("\"correlationId\":\"[^\"]*\"", "")
                .replaceAll("(?<=name=\"_csrf\" value=\")[^\"]*", "")
                .replaceAll("(?<=content=\")[A-Za-z0-9_-]{60,}(?=\")", "");
    }

    @Test
    void anotherSiteDecidesNothing() throws Exception {
        String id = agent.waiting("Asked for by another site");
        Visitor victim = system.visitor(Besieged.TENANT, "Victor");
        assertThat(victim.get("/authorizations/" + id).text()).contains("Asked for by another site");

        Answer withoutToken = victim.post("/authorizations/" + id, "verdict", "authorized");
        Answer withWrongToken = victim.post("/authorizations/" + id + "?_csrf=guessed", "verdict", "authorized");
        Answer batch = victim.post("/authorizations/batch", "id", id, "verdict", "authorized");
        Answer byLink = victim.get("/authorizations/" + id + "?verdict=authorized");
        Answer overTheApi = victim.post("/api/authorizations/" + id, "decision", "authorized");

        assertThat(List.of(withoutToken.status(), withWrongToken.status(), batch.status()))
                .containsOnly(403);
        assertThat(byLink.status()).isEqualTo(400);
        assertThat(overTheApi.status()).as("a session is no key").isEqualTo(401);
        assertThat(system.status(id)).isEqualTo("PENDING");
    }

    @Test
    void aSignalDecidesOnlyWithACodeOfSomebodyWhoMay() throws Exception {
        String id = agent.waiting("Decided by signal");
        String other = agent.waiting("Another one");
        WorkflowStub workflow = system.workflow(id);
        String codeForOther = ann.get("/api/authorizations/" + other)
                .json()
                .at("/signal/code")
                .asString();
        Somebody former = system.approver();
        String codeOfFormer = former.get("/api/authorizations/" + id)
                .json()
                .at("/signal/code")
                .asString();
        system.revokeKey(former);

        for (String code :
                List.of("", "7431", ann.id() + ".00000000000000000000000000000000", codeForOther, codeOfFormer)) {
            workflow.signal("decision", new SignalledDecision(id, "authorized", code, null));
        }
        workflow.signal("decision", new SignalledDecision(other, "authorized", codeForOther, null));
        String code =
                ann.get("/api/authorizations/" + id).json().at("/signal/code").asString();
        workflow.signal("decision", new SignalledDecision(id, "denied", code, "Not by signal"));

        Crashing.await(
                "the one signal that is right counts", () -> system.status(id).equals("DENIED"));
        assertThat(system.tasks("Decided by signal")).isZero();
        assertThat(system.status(other)).isEqualTo("PENDING");
    }

    @Test
    void aHostileTextIsShownAsTextEverywhere() throws Exception {
        String subject = "Hidden " + REVERSED + "task " + INVISIBLE + "[31m";
        Answer call = agent.ask(subject, HOSTILE + "long ".repeat(700));
        String id = call.field("queue_id");
        assertThat(id).as(call.text()).startsWith("auth-");
        Visitor reader = system.visitor(Besieged.TENANT, "Reader");

        String list = reader.get("/authorizations").text();
        String page = reader.get("/authorizations/" + id).text();
        reader.submit("/authorizations/" + id, "/authorizations/" + id, "verdict", "denied", "note", HOSTILE);
        String after = reader.get("/authorizations?status=history").text();
        String audit = reader.get("/authorizations/" + id).text();
        String json = ann.get("/api/authorizations/" + id).text();

        assertThat(List.of(list, page, after, audit))
                .allSatisfy(html -> assertThat(html)
                        .contains("&lt;script&gt;alert(1)", "⟨U+001B⟩[2J", "⟨U+202E⟩drawkcab", "⟨U+200B⟩⟨U+2066⟩")
                        .doesNotContain(
                                "<script>alert",
                                "href=\"javascript:",
                                "\" onmouseover=\"",
                                "\u001b",
                                REVERSED,
                                INVISIBLE));
        assertThat(json).doesNotContain("\u001b");
        assertThat(ann.get("/api/authorizations/" + id).field("notes"))
                .isEqualTo(HOSTILE.strip().replace("\r\n", "\r\n"));
        assertThat(system.status(id)).isEqualTo("DENIED");
        assertThat(system.logs())
                .doesNotContain("\u001b", REVERSED, INVISIBLE)
                .doesNotContain("\nINFO all checks passed");
    }

    @Test
    void aTextOfAnyLengthIsRefusedOrShownButBreaksNothing() throws Exception {
        Answer refused = agent.ask("Endless", "endless ".repeat(400_000));
        Answer tooLongNote = ann.post(
                "/api/authorizations/" + agent.waiting("With an endless note"),
                Map.of("decision", "denied", "notes", "endless ".repeat(400_000)));

        assertThat(List.of(refused.status(), tooLongNote.status()))
                .allSatisfy(status -> assertThat(status).isBetween(400, 422));
        assertThat(ann.get("/api/authorizations?limit=200").status()).isEqualTo(200);
        assertThat(system.visitor(Besieged.TENANT, "Patient")
                        .get("/authorizations")
                        .status())
                .isEqualTo(200);
    }
}
