package dev.handrail.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Leads;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.approval.Authorization;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.approval.Grants;
import dev.handrail.call.Digest;
import dev.handrail.call.Role;
import dev.handrail.policy.Ruling;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Undo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuthorizationPagesIT {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final String tenant =
            "pages-" + Leads.newId().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
    private final Requests agent = api.as(tenant, "Claude", Role.AGENT);
    private final Browser ann = Browser.signedIn(api, tenant, "Ann", Role.APPROVER);

    private Answer convert(String reasoning) {
        return agent.post(
                "/api/tools/convert_lead/calls",
                "{\"arguments\":{\"leadId\":\"%s\"},\"reasoning\":\"%s\"}".formatted(Leads.newId(), reasoning));
    }

    private String status(String id) {
        return api.bean(AuthorizationStore.class)
                .find(tenant, id)
                .orElseThrow()
                .status()
                .name();
    }

    private void waiting(int many, String tool, Map<String, Object> arguments) {
        waiting(many, tool, arguments, Ruling.Terms.DEFAULT);
    }

    private void waiting(int many, String tool, Map<String, Object> arguments, Ruling.Terms terms) {
        AuthorizationStore store = api.bean(AuthorizationStore.class);
        IntStream.range(0, many)
                .forEach(i -> store.ask(new Authorization(
                        "auth-%s-%s-%d".formatted(tenant, tool, i),
                        tenant,
                        Authorization.Status.PENDING,
                        "call-" + i,
                        "call-%d/1".formatted(i),
                        tool,
                        arguments,
                        Digest.of(arguments),
                        "Large opportunities need a person",
                        "It was agreed on the phone",
                        agent.actor(),
                        "0061",
                        "v1",
                        Map.of("name", "Rollout " + i, "amount", 1_000, "stage", "Prospecting"),
                        Instant.now(),
                        Instant.now().plus(Duration.ofHours(many - i + 1L)),
                        null,
                        null,
                        null,
                        new Ruling(
                                Permission.REQUIRES_AUTHORIZATION,
                                "Large opportunities need a person",
                                "large-deals",
                                4,
                                terms,
                                "policy",
                                0),
                        Undo.REVERSIBLE,
                        null,
                        null,
                        List.of())));
    }

    @Test
    void showsWhatWouldHappenAndDecidesWithAForm() {
        Answer call = convert("They signed");
        String id = call.field("queue_id");

        Answer page = ann.get("/authorizations");
        Answer decided = ann.submit("/authorizations", "/authorizations/" + id, "verdict", "authorized");
        Answer after = ann.get("/authorizations");

        assertThat(page.text())
                .contains("<title>(1) Authorizations", "Convert lead", "into a contact", "Cannot be undone")
                .contains("They signed", "Claude", "Allow once", "1 h left".replace("1 h", "59 min"));
        assertThat(decided.header("Location")).endsWith("/authorizations");
        assertThat(after.text()).contains("Allowed: Convert lead").contains("Nothing waits for you");
        assertThat(status(id)).isEqualTo("AUTHORIZED");
        assertThat(agent.get("/api/calls/" + call.field("id") + "?wait=10s").field("status"))
                .isEqualTo("succeeded");
        assertThat(ann.get("/authorizations?status=history").text()).contains("Allowed by", "Ann");
        assertThat(ann.get("/authorizations/" + id).text()).contains("Allowed by", "In detail");
    }

    @Test
    void deniesWithANoteForWhoeverAsked() {
        Answer call = convert("They signed");
        String id = call.field("queue_id");

        ann.submit("/authorizations/" + id, "/authorizations/" + id, "verdict", "denied", "note", "Not this quarter");

        assertThat(status(id)).isEqualTo("DENIED");
        assertThat(agent.get("/api/authorizations/" + id).field("notes")).isEqualTo("Not this quarter");
    }

    @Test
    void onlyShowsWhatALinkInAMailLeadsTo() {
        String id = convert("They signed").field("queue_id");

        ann.get("/authorizations/" + id);
        Answer undecided = ann.get("/authorizations/" + id + "?verdict=authorized");

        assertThat(status(id)).isEqualTo("PENDING");
        assertThat(undecided.status()).isEqualTo(400);
    }

    @Test
    void showsWhatAnAgentSaysAsTextAndNothingElse() {
        convert("<img src=x onerror=alert(1)> **bold** \\u202Etxt.exe \\u001b[2J");

        String page = ann.get("/authorizations").text();

        assertThat(page)
                .contains("&lt;img src=x onerror=alert(1)&gt; **bold** ⟨U+202E⟩txt.exe ⟨U+001B⟩[2J")
                .doesNotContain("<img src=x", "\u202E", "\u001b");
    }

    @Test
    void leavesDecidingToApprovers() {
        Browser viewer = Browser.signedIn(api, tenant, "Olga", Role.OPERATOR);
        String id = convert("They signed").field("queue_id");

        Answer page = viewer.get("/authorizations");
        Answer forced = viewer.submit("/", "/authorizations/" + id, "verdict", "authorized");

        assertThat(page.text()).contains("Deciding needs the role approver").doesNotContain("Allow once");
        assertThat(forced.status()).isEqualTo(403);
        assertThat(status(id)).isEqualTo("PENDING");
    }

    @Test
    void hidesRequestsOfOtherTenants() {
        String id = convert("They signed").field("queue_id");
        Browser stranger = Browser.signedIn(api, tenant + "-other", "Ann", Role.APPROVER);

        assertThat(stranger.get("/authorizations").text()).contains("Nothing waits for you");
        assertThat(stranger.get("/authorizations/" + id).status()).isEqualTo(404);
        stranger.submit("/authorizations", "/authorizations/" + id, "verdict", "authorized");
        assertThat(status(id)).isEqualTo("PENDING");
    }

    @Test
    void decidesExactlyTheTickedOnesAndSaysWhatBecameOfEach() {
        String one = convert("one").field("queue_id");
        String two = convert("two").field("queue_id");
        String three = convert("three").field("queue_id");
        ann.submit("/authorizations", "/authorizations/" + two, "verdict", "denied");

        Answer sent =
                ann.submit("/authorizations", "/authorizations/batch", "id", one, "id", two, "verdict", "authorized");
        String page = ann.get(sent.header("Location")).text();

        assertThat(status(one)).isEqualTo("AUTHORIZED");
        assertThat(status(two)).isEqualTo("DENIED");
        assertThat(status(three)).isEqualTo("PENDING");
        assertThat(page).contains("Allowed: Convert lead", "Not decided: Convert lead", "Somebody decided before");
    }

    @Test
    void countsASecondClickOnce() {
        String id = convert("They signed").field("queue_id");

        ann.submit("/authorizations", "/authorizations/" + id, "verdict", "authorized");
        ann.submit("/authorizations", "/authorizations/" + id, "verdict", "authorized");

        assertThat(ann.get("/authorizations").text()).doesNotContain("Not decided");
    }

    @Test
    void leadsBackToNoOtherSite() {
        String id = convert("They signed").field("queue_id");

        Answer decided = ann.submit(
                "/authorizations", "/authorizations/" + id, "verdict", "denied", "back", "https://evil.test/");

        assertThat(decided.header("Location")).endsWith(api.address() + "/authorizations");
    }

    @Test
    void putsTheMostUrgentOnTopAndFindsByToolAndWords() {
        waiting(3, "set_opportunity_value", Map.of("opportunityId", "0061", "amount", 250_000));
        waiting(1, "update_opportunity_stage", Map.of("opportunityId", "0061", "stage", "Closed Won"));

        String all = ann.get("/authorizations").text();
        String byTool = ann.get("/authorizations?tool=update_opportunity_stage").text();
        String byWords = ann.get("/authorizations?q=ROLLOUT%202").text();

        assertThat(all.indexOf("Rollout 2")).isBetween(1, all.indexOf("Rollout 1"));
        assertThat(all)
                .contains("Worth 250,000", "1,000", "Can be undone", "Large opportunities need a person")
                .contains("rule large-deals, line 4 of the policy");
        assertThat(byTool).contains("to Closed Won").doesNotContain("250,000");
        assertThat(byWords).contains("Rollout 2").doesNotContain("Rollout 1");
        assertThat(ann.get("/authorizations?q=%25").text()).contains("Nothing matches");
        assertThat(ann.get("/authorizations?status=&tool=&q=&cursor=").status()).isEqualTo(200);
    }

    @Test
    void allowsAlwaysWithinBoundsAndTakesItBack() {
        String id = convert("They signed").field("queue_id");

        ann.submit("/authorizations", "/authorizations/" + id + "/always", "same", "leadId", "days", "7", "uses", "3");
        String page = ann.get("/authorizations/grants").text();

        assertThat(status(id)).isEqualTo("AUTHORIZED");
        assertThat(api.bean(Grants.class).list(tenant)).singleElement().satisfies(grant -> {
            assertThat(grant.terms().uses()).isEqualTo(3);
            assertThat(grant.terms().arguments()).containsOnlyKeys("leadId");
            assertThat(grant.terms().expiresAt())
                    .isBetween(
                            Instant.now().plus(Duration.ofDays(6)),
                            Instant.now().plus(Duration.ofDays(7)));
        });
        assertThat(page).contains("Convert lead", "by <bdi>Claude", "used 0 of 3 times", "In force");
        String grant = api.bean(Grants.class).list(tenant).getFirst().id();
        ann.submit("/authorizations/grants", "/authorizations/grants/" + grant + "/revoke");
        assertThat(ann.get("/authorizations/grants").text())
                .contains("Taken back")
                .doesNotContain("In force");
    }

    @Test
    void givesNoGrantForAFormThatMakesNoSense() {
        String id = convert("They signed").field("queue_id");

        ann.submit("/authorizations", "/authorizations/" + id + "/always", "days", "-1");
        assertThat(ann.get("/authorizations").text()).contains("Not decided", "days must be a whole number");
        ann.submit("/authorizations", "/authorizations/" + id + "/always", "same", "nothing");

        assertThat(status(id)).isEqualTo("PENDING");
        assertThat(api.bean(Grants.class).list(tenant)).isEmpty();
    }

    @Test
    void refusesAnEditThatTheToolWouldNotTake() {
        String id = convert("They signed").field("queue_id");

        ann.submit("/authorizations", "/authorizations/" + id + "/edit", "argument.leadId", "not an id!");

        assertThat(ann.get("/authorizations").text()).contains("Not decided", "arguments.leadId");
        assertThat(status(id)).isEqualTo("PENDING");
    }

    @Test
    void handsADecisionToAnotherApproverWhereThePolicyLetsIt() {
        Browser.signedIn(api, tenant, "Bob", Role.APPROVER);
        waiting(
                1,
                "set_opportunity_value",
                Map.of("opportunityId", "0061", "amount", 250_000),
                new Ruling.Terms(2, null, Duration.ofHours(72), null, null, null, true));
        String id = "auth-%s-set_opportunity_value-0".formatted(tenant);

        String page = ann.get("/authorizations").text();
        ann.submit("/authorizations", "/authorizations/" + id + "/delegate", "to", "local:Bob");

        assertThat(page).contains("2 people", "2 missing", "Delegate …").doesNotContain("Allow always …");
        assertThat(ann.get("/authorizations").text()).contains("Bob may decide, too");
        assertThat(api.bean(AuthorizationStore.class)
                        .find(tenant, id)
                        .orElseThrow()
                        .delegatedTo())
                .isEqualTo("local:Bob");
    }

    @Test
    void staysUsableWithTwoThousandWaiting() {
        waiting(2_000, "set_opportunity_value", Map.of("opportunityId", "0061", "amount", 250_000));
        api.bean(JdbcClient.class).sql("SELECT 1").query(Integer.class).single();
        for (int warm = 0; warm < 5; warm++) {
            ann.get("/authorizations?q=rollout");
        }

        List<Long> millis = IntStream.range(0, 11)
                .mapToObj(i -> {
                    long start = System.nanoTime();
                    Answer page = ann.get(i % 2 == 0 ? "/authorizations" : "/authorizations?q=rollout%2019");
                    assertThat(page.status()).isEqualTo(200);
                    return (System.nanoTime() - start) / 1_000_000;
                })
                .sorted()
                .toList();
        System.out.println(
                "2,000 waiting: list page p50 %d ms, slowest %d ms".formatted(millis.get(5), millis.get(10)));

        assertThat(ann.get("/authorizations").text()).contains("(2000) Authorizations", "Next page");
        assertThat(millis.get(5)).isLessThan(500);
        String second = ann.get("/authorizations?cursor=" + next()).text();
        assertThat(second).contains("Rollout 1979").doesNotContain("Rollout 1980");
    }

    private String next() {
        String page = ann.get("/authorizations").text();
        String link = page.substring(0, page.indexOf(">Next page"));
        return link.substring(link.lastIndexOf("cursor=") + 7, link.lastIndexOf('"'));
    }
}
