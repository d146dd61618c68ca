package dev.handrail.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.handrail.standalone.Chromium.View;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages in a real browser, on the real api and worker. Screenshots are left in target/screenshots. */
class PagesIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final String POLICY = """
            version: 1
            rules:
              - name: qualified-by-people
                tools: [update_lead_status]
                when: args.status == "Qualified"
                permission: requires_authorization
                reason: A person says which leads are qualified
                expiresAfterHours: 1
              - name: large-deals
                tools: [set_opportunity_value]
                when: args.amount > 250000.0
                permission: requires_authorization
                reason: Opportunities over 250,000 need a person
                expiresAfterHours: 24
            """;

    @TempDir
    private static Path folder;

    private static LocalProcess handrail;
    private static Chromium chromium;
    private static String url;
    private static String admin;
    private static String agent;
    private static String lead;
    private static String opportunity;

    @BeforeAll
    static void start() throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        handrail = LocalProcess.start(
                        folder.resolve("home"),
                        Map.of(
                                "HANDRAIL_TEMPORAL", "in-jvm",
                                "HANDRAIL_POLICY", policy.toString(),
                                "HANDRAIL_SIGN_IN_PER_ADDRESS", "300"))
                .awaitUp();
        url = handrail.instance().path("url").asString();
        admin = Files.readString(handrail.adminKey()).strip();
        agent = post("/api/keys", admin, "{'roles':['agent','pipeline'],'name':'Claude'}")
                .path("key")
                .asString();
        chromium = new Chromium();
        lead = call(
                        "upsert_lead",
                        "{'email':'dana@3m.example','firstName':'Dana','lastName':'Reyes','company':'3M',"
                                + "'aiFitScore':91,'aiIntent':'HIGH_FIT'}")
                .at("/result/crmRecordId")
                .asString();
        String account = call("match_account", "{'companyName':'3M','createIfNotFound':true}")
                .at("/result/crmRecordId")
                .asString();
        opportunity = call(
                        "create_opportunity",
                        "{'name':'3M rollout','leadId':'%s','accountId':'%s','amount':120000}".formatted(lead, account))
                .at("/result/crmRecordId")
                .asString();
        post("/api/leads", agent, Files.readString(Path.of("..", "sample-data", "grounded-lead.json")));
    }

    @AfterAll
    static void stop() throws Exception {
        chromium.close();
        handrail.close();
    }

    private static JsonNode post(String path, String key, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.startsWith("{'") ? body.replace('\'', '"') : body))
                .build();
        return JSON.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static JsonNode call(String tool, String arguments) throws IOException, InterruptedException {
        return post(
                "/api/tools/%s/calls".formatted(tool),
                agent,
                "{'arguments':%s,'reasoning':'Dana agreed on the phone; the contract is on its way.'}"
                        .formatted(arguments));
    }

    private static String status(JsonNode call) throws IOException, InterruptedException {
        return JSON.readTree(handrail.get("/api/calls/" + call.path("id").asString() + "?wait=10s", agent)
                        .body())
                .path("status")
                .asString();
    }

    private static JsonNode qualify() throws Exception {
        return call("update_lead_status", "{'leadId':'%s','status':'Qualified'}".formatted(lead));
    }

    private static JsonNode value(int amount) throws Exception {
        return call("set_opportunity_value", "{'opportunityId':'%s','amount':%d}".formatted(opportunity, amount));
    }

    private static JsonNode convert() throws Exception {
        return call("convert_lead", "{'leadId':'%s','opportunityName':'3M expansion'}".formatted(lead));
    }

    private static Page signedIn(String name, View view, boolean scripts) throws Exception {
        String link = post("/api/sign-in-links", admin, "{'name':'%s'}".formatted(name))
                .path("path")
                .asString();
        Page page = chromium.visitor(view, scripts);
        page.navigate(url + link);
        button(page, "Sign in").click();
        assertThat(page.getByText("Hello, " + name)).isVisible();
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator card(Page page, JsonNode call) {
        return page.locator("[id='%s']".formatted(call.path("queue_id").asString()));
    }

    private static Locator inside(Locator card, String name) {
        return card.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void denyAllThatWaits(Page page) {
        page.navigate(url + "/authorizations");
        while (page.locator(".ask").count() > 0) {
            if (page.locator("#batch").count() > 0) {
                button(page, "Tick all shown").click();
                button(page, "Deny ticked").click();
            } else {
                page.locator(".ask summary").first().click();
                button(page, "Deny").click();
            }
            assertThat(page.locator(".notices")).isVisible();
            page.navigate(url + "/authorizations");
        }
    }

    @Test
    void decidesWithTheMouse() throws Exception {
        JsonNode convert = convert();
        JsonNode value = value(400_000);
        Page page = signedIn("Ann", View.DESKTOP, true);
        page.navigate(url + "/authorizations");
        assertThat(card(page, convert)).containsText("Convert lead Dana Reyes (3M) into a contact and an opportunity");

        inside(card(page, value), "Allow once").click();
        assertThat(page.locator(".notices"))
                .containsText("Allowed: Set the value of opportunity “3M rollout” to 400,000");
        card(page, convert).locator("summary").first().click();
        card(page, convert).getByLabel("Why not?").fill("She moves to another company");
        inside(card(page, convert), "Deny").click();
        assertThat(page.locator(".notices")).containsText("Denied: Convert lead");

        assertThat(status(value)).isEqualTo("succeeded");
        assertThat(status(convert)).isEqualTo("refused");
        page.getByText("History").click();
        assertThat(page.locator("#queue")).containsText("She moves to another company");
        denyAllThatWaits(page);
    }

    @Test
    void decidesWithTheKeyboard() throws Exception {
        Page page = signedIn("Kay", View.DESKTOP, true);
        denyAllThatWaits(page);
        JsonNode first = qualify();
        JsonNode second = value(500_000);
        page.navigate(url + "/authorizations");
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("next and previous request");
        button(page, "Close").click();

        page.keyboard().press("j");
        assertThat(page.locator(".ask.current")).hasId(first.path("queue_id").asString());
        page.keyboard().press("j");
        page.keyboard().press("k");
        page.keyboard().press("a");
        page.keyboard().press("Enter");
        assertThat(page.locator(".notices"))
                .containsText("Allowed: Set the status of lead Dana Reyes (3M) to Qualified");
        page.keyboard().press("j");
        page.keyboard().press("d");
        page.keyboard().type("Too much for j and k");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator(".notices")).containsText("Denied");

        assertThat(status(first)).isEqualTo("succeeded");
        assertThat(status(second)).isEqualTo("refused");
        page.keyboard().press("/");
        assertThat(page.getByLabel("Search")).isFocused();
    }

    @Test
    void decidesWithoutScripts() throws Exception {
        JsonNode call = value(600_000);
        Page page = signedIn("Nojs", View.PHONE, false);

        page.navigate(url + "/authorizations/" + call.path("queue_id").asString());
        button(page, "Allow once").click();

        assertThat(page.locator(".notices")).containsText("Allowed");
        assertThat(status(call)).isEqualTo("succeeded");
    }

    @Test
    void hearsOfNewRequestsAndDecidesTheTickedOnes() throws Exception {
        Page page = signedIn("Liv", View.DESKTOP, true);
        denyAllThatWaits(page);
        assertThat(page.getByText("Nothing waits for you")).isVisible();

        JsonNode one = value(700_000);
        assertThat(card(page, one)).isVisible();
        assertThat(page).hasTitle("(1) Authorizations · Handrail");
        JsonNode two = qualify();
        assertThat(card(page, two)).isVisible();
        card(page, one).locator("input[type=checkbox]").check();
        JsonNode three = convert();
        assertThat(page.locator("#changed")).isVisible();
        assertThat(card(page, three)).hasCount(0);
        button(page, "Allow ticked").click();
        assertThat(page.locator(".notices")).containsText("Allowed: Set the value");

        assertThat(status(one)).isEqualTo("succeeded");
        assertThat(card(page, three)).isVisible();
        page.getByLabel("Search").fill("convert_lead");
        assertThat(card(page, two)).hasCount(0);
        assertThat(card(page, three)).isVisible();
        page.getByLabel("Search").fill("");
        page.getByLabel("Tool").selectOption("update_lead_status");
        assertThat(card(page, three)).hasCount(0);
        denyAllThatWaits(page);
    }

    @Test
    void leavesAnOpenPageWhenThePersonSignsOutInAnother() throws Exception {
        Page page = signedIn("Out", View.DESKTOP, true);
        page.navigate(url + "/authorizations");
        Page other = page.context().newPage();
        other.navigate(url + "/leads");

        button(other, "Sign out").click();

        page.waitForURL(url + "/sign-in?signed-out");
        assertThat(page.getByText("You are signed out.")).isVisible();
    }

    @ParameterizedTest
    @EnumSource
    void isAccessibleInEveryView(View view) throws Exception {
        JsonNode waits = convert();
        value(900_000);
        Page first = signedIn("Ada", View.DESKTOP, true);
        look(chromium.visitor(view, true), "/sign-in", "sign-in", view);
        Page page = chromium.sameVisitor(first, view);
        look(page, "/", "home", view);
        look(page, "/authorizations", "authorizations", view);
        look(page, "/authorizations/" + waits.path("queue_id").asString(), "authorization", view);
        look(page, "/authorizations?status=history", "history", view);
        look(page, "/leads", "leads", view);
        look(page, "/leads/L-1001", "lead", view);
        look(page, "/audit", "audit", view);
        look(page, "/leads/nobody", "not-found", view);
        page.navigate(url + "/audit");
        button(page, "Check the whole chain").click();
        assertThat(page.getByText("receipts are as they were written")).isVisible();
    }

    private static void look(Page page, String path, String name, View view) {
        page.navigate(url + path);
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENSHOTS.resolve(
                        "%s-%s.png".formatted(name, view.name().toLowerCase(java.util.Locale.ROOT)))));
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("%s in %s", path, view)
                .isEmpty();
        int tooWide = ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue();
        assertThat(tooWide).as("%s in %s scrolls sideways", path, view).isNotPositive();
    }

    @Test
    void runsUnderItsStrictContentPolicyWithoutAComplaint() throws Exception {
        Page page = signedIn("Csp", View.DESKTOP, true);
        for (String path : List.of("/", "/authorizations", "/leads", "/audit")) {
            page.navigate(url + path);
        }

        assertThat(chromium.complaints().stream().filter(complaint -> complaint.contains("Content Security Policy")))
                .isEmpty();
    }
}
