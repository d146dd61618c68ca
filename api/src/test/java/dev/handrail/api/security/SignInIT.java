package dev.handrail.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.api.web.Browser;
import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.audit.AuditRow;
import dev.handrail.call.Role;
import dev.handrail.person.People;
import java.net.HttpCookie;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class SignInIT {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Requests admin = api.as("acme", "root", Role.ADMIN);
    private final Browser browser = new Browser(api.address());

    private String link(String name) {
        Answer made = admin.post("/api/sign-in-links", "{\"name\":\"%s\",\"roles\":[\"approver\"]}".formatted(name));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.field("path");
    }

    private static String code(String path) {
        return path.substring(path.indexOf('=') + 1);
    }

    private List<AuditRow> receipts(String tenant, String action) {
        return api.bean(AuditLog.class)
                .list(tenant, new AuditFilter(null, action, null, null, null, null), null, 200)
                .rows();
    }

    @Test
    void signsInWithAOneTimeLinkAndOutAgain() {
        String path = link("Ann");

        Answer page = browser.get(path);
        Answer signedIn = browser.submit(path, "/sign-in", "code", code(path));
        Answer home = browser.get("/");
        Answer out = browser.submit("/", "/sign-out");

        assertThat(page.text()).contains("Sign in", "handrail.css");
        assertThat(signedIn.status()).as(signedIn.text()).isEqualTo(302);
        assertThat(home.status()).isEqualTo(200);
        assertThat(home.text()).contains("Ann");
        assertThat(api.bean(People.class).find("acme", "local:Ann"))
                .hasValueSatisfying(person -> assertThat(person.roles()).containsExactly(Role.APPROVER));
        assertThat(out.header("Location")).endsWith("/sign-in?signed-out");
        assertThat(browser.get("/").header("Location")).endsWith("/sign-in");
        assertThat(receipts("acme", "signed_in")).anyMatch(row -> row.actor().equals("local:Ann"));
        assertThat(receipts("acme", "signed_out")).anyMatch(row -> row.actor().equals("local:Ann"));
    }

    @Test
    void isNotUsedUpByAScannerThatFollowsTheLink() {
        String path = link("Scanned");

        new Browser(api.address()).get(path);
        new Browser(api.address()).get(path);

        assertThat(browser.submit(path, "/sign-in", "code", code(path)).header("Location"))
                .endsWith("/");
    }

    @Test
    void letsNobodyInTwiceWithTheSameLink() {
        String path = link("Twice");
        browser.submit(path, "/sign-in", "code", code(path));
        Browser thief = new Browser(api.address());

        Answer again = thief.submit(path, "/sign-in", "code", code(path));

        assertThat(again.header("Location")).endsWith("/sign-in?refused=link");
        assertThat(thief.get("/sign-in?refused=link").text()).contains("./handrail sign-in");
        assertThat(thief.get("/").header("Location")).endsWith("/sign-in");
        assertThat(receipts("acme", "sign_in_refused")).isNotEmpty();
    }

    @Test
    void letsNobodyInWithALinkThatHasExpired() {
        String path = link("Late");
        api.bean(JdbcClient.class)
                .sql("DELETE FROM sign_in_link WHERE name = 'Late'")
                .update();

        assertThat(browser.submit(path, "/sign-in", "code", code(path)).header("Location"))
                .endsWith("/sign-in?refused=link");
    }

    @Test
    void saysThatNothingWasDecidedWhenSomebodyWasSignedOutMeanwhile() {
        Browser ann = Browser.signedIn(api, "acme", "Una", Role.APPROVER);
        String token = Browser.token(ann.get("/").text());
        ann.post("/sign-out", "_csrf", token);

        Answer decided = ann.post("/authorizations/auth-1/edit", "verdict", "authorized", "_csrf", token);
        String there = decided.header("Location");
        String page = ann.get(there).text();
        String path = link("Una");
        Answer again = ann.submit(path, "/sign-in", "code", code(path));

        assertThat(there).endsWith("/sign-in?undecided=/authorizations/auth-1");
        assertThat(page).contains("You were signed out; nothing was decided", "href=\"/authorizations/auth-1\"");
        assertThat(again.header("Location")).endsWith("/authorizations/auth-1");
        assertThat(browser.get("/sign-in?undecided=//evil.test").text()).doesNotContain("evil.test");
    }

    @Test
    void takesNoFormWithoutTheTokenOfItsPage() {
        String path = link("Forged");
        Browser ann = Browser.signedIn(api, "acme", "Fay", Role.APPROVER);

        Answer signIn = browser.post("/sign-in", "code", code(path));
        Answer out = ann.post("/sign-out");
        Answer decision = ann.post("/authorizations/auth-1", "verdict", "authorized");

        assertThat(signIn.status()).isEqualTo(403);
        assertThat(out.status()).isEqualTo(403);
        assertThat(decision.status()).isEqualTo(403);
        assertThat(decision.text()).contains("This page was too old").contains("<!DOCTYPE html>");
        assertThat(ann.get("/").status()).as("still signed in").isEqualTo(200);
    }

    @Test
    void givesASessionAnIdOfItsOwnAndHidesItFromScripts() {
        browser.get("/sign-in");
        assertThat(browser.cookies()).noneMatch(cookie -> cookie.getName().equals("handrail-session"));
        String path = link("Sam");

        Answer signedIn = browser.submit(path, "/sign-in", "code", code(path));

        List<String> set = signedIn.response().headers().allValues("Set-Cookie");
        assertThat(set)
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("handrail-session=")
                        .contains("HttpOnly", "SameSite=Lax", "Path=/"));
        String before = session(browser);
        String another = link("Sam");
        browser.submit(another, "/sign-in", "code", code(another));
        assertThat(session(browser)).isNotEqualTo(before);
    }

    private static String session(Browser browser) {
        return browser.cookies().stream()
                .filter(cookie -> cookie.getName().equals("handrail-session"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void goesOnWithThePageThatWasAskedForAndWithNoOtherSite() {
        String path = link("Next");
        assertThat(browser.get("/authorizations?status=history").header("Location"))
                .endsWith("/sign-in");

        Answer signedIn = browser.submit(path, "/sign-in", "code", code(path));

        assertThat(signedIn.header("Location")).endsWith("/authorizations?status=history");
        Browser lured = new Browser(api.address());
        lured.get("//evil.test/authorizations");
        String other = link("Next");
        assertThat(lured.submit(other, "/sign-in", "code", code(other)).header("Location"))
                .startsWith(api.address() + "/")
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/assets/handrail.css", "/"})
    void allowsAPageNothingButOurOwnFiles(String path) {
        Answer answer = browser.get(path);

        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
    }

    @Test
    void showsAPageOnlyToTheRolesItIsFor() {
        Browser viewer = Browser.signedIn(api, "acme", "Vic", Role.VIEWER);

        Answer refused = viewer.get("/audit");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("Not for your role");
        assertThat(viewer.get("/").status()).isEqualTo(200);
    }

    @Test
    void keepsSessionsOutOfTheApiAndKeysOutOfThePages() {
        Browser ann = Browser.signedIn(api, "acme", "Api", Role.ADMIN);

        assertThat(ann.get("/api/leads").status()).isEqualTo(401);
        assertThat(admin.get("/audit").status()).isEqualTo(302);
    }

    @Test
    void makesLinksForAdministratorsOnlyAndOnlyOnceForAKey() {
        Requests approver = api.as("acme", "ann", Role.APPROVER);
        admin.post("/api/sign-in-links", "{\"name\":\"Key\"}", "Idempotency-Key", "link-1");

        assertThat(approver.post("/api/sign-in-links", "{\"name\":\"x\"}").status())
                .isEqualTo(403);
        assertThat(admin.post("/api/sign-in-links", "{\"name\":\"Key\"}", "Idempotency-Key", "link-1")
                        .field("code"))
                .isEqualTo("link_issued");
        assertThat(admin.post("/api/sign-in-links", "{\"name\":\"x\",\"roles\":[\"agent\"]}")
                        .field("field"))
                .isEqualTo("roles[0]");
    }

    @Test
    void tellsAPartOfAPageToGoToTheSignIn() {
        Answer refused = browser.get("/authorizations", "HX-Request", "true");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("HX-Redirect")).isEqualTo("/sign-in");
    }
}
