package dev.handrail.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.handrail.standalone.Chromium.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The pages in a real browser, on the real api and worker. Screenshots are left in target/screenshots. */
class PagesIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir
    private static Path folder;

    private static SampleRequests sample;
    private static Chromium chromium;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        sample = SampleRequests.start(folder);
        url = sample.url();
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() throws Exception {
        chromium.close();
        sample.close();
    }

    private static Page signedIn(String name, View view, boolean scripts) throws Exception {
        String link = sample.signInLink(name);
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
                opened(page.locator(".ask").first(), "Deny …");
                button(page, "Deny").click();
            }
            assertThat(page.locator(".notices")).isVisible();
            page.navigate(url + "/authorizations");
        }
    }

    @Test
    void decidesWithTheMouse() throws Exception {
        JsonNode convert = sample.convert();
        JsonNode value = sample.value(400_000);
        Page page = signedIn("Ann", View.DESKTOP, true);
        page.navigate(url + "/authorizations");
        assertThat(card(page, convert)).containsText("Convert lead Dana Reyes (3M) into a contact and an opportunity");

        inside(card(page, value), "Allow once").click();
        assertThat(page.locator(".notices"))
                .containsText("Allowed: Set the value of opportunity “3M rollout” to 400,000");
        opened(card(page, convert), "Deny …");
        card(page, convert).getByLabel("Why not?").fill("She moves to another company");
        inside(card(page, convert), "Deny").click();
        assertThat(page.locator(".notices")).containsText("Denied: Convert lead");

        assertThat(sample.status(value)).isEqualTo("succeeded");
        assertThat(sample.status(convert)).isEqualTo("refused");
        page.getByText("History").click();
        assertThat(page.locator("#queue")).containsText("She moves to another company");
        assertThat(card(page, value)).containsText("Call succeeded");
        denyAllThatWaits(page);
    }

    @Test
    void decidesWithTheKeyboard() throws Exception {
        Page page = signedIn("Kay", View.DESKTOP, true);
        denyAllThatWaits(page);
        JsonNode first = sample.qualify();
        JsonNode second = sample.value(500_000);
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

        assertThat(sample.status(first)).isEqualTo("succeeded");
        assertThat(sample.status(second)).isEqualTo("refused");
        page.keyboard().press("/");
        assertThat(page.getByLabel("Search")).isFocused();
    }

    @Test
    void allowsTheSameFromThenOnAndTakesItBack() throws Exception {
        JsonNode call = sample.value(950_000);
        Page page = signedIn("Alva", View.DESKTOP, true);
        page.navigate(url + "/authorizations");
        opened(card(page, call), "Allow always …");
        card(page, call).getByLabel("amount: 950000").check();
        card(page, call).getByLabel("For how many more").fill("5");
        inside(card(page, call), "Allow always").click();
        assertThat(page.locator(".notices")).containsText("Allowed, and from now on: Set the value");
        assertThat(sample.status(call)).isEqualTo("succeeded");

        assertThat(sample.value(950_000).path("status").asString()).isEqualTo("succeeded");
        page.navigate(url + "/authorizations/grants");
        assertThat(page.locator("main")).containsText("used 1 of 5 times");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Take back"))
                .click();
        assertThat(page.locator(".notice")).containsText("Taken back");
        assertThat(sample.value(950_000).path("status").asString()).isEqualTo("authorization_required");
        denyAllThatWaits(page);
    }

    @Test
    void allowsWithOtherArguments() throws Exception {
        JsonNode call = sample.value(810_000);
        Page page = signedIn("Edda", View.DESKTOP, true);
        page.navigate(url + "/authorizations");
        opened(card(page, call), "Edit …");
        card(page, call)
                .getByLabel("amount", new Locator.GetByLabelOptions().setExact(true))
                .last()
                .fill("260000");
        inside(card(page, call), "Allow with these changes").click();

        assertThat(page.locator(".notices")).containsText("Allowed with your changes");
        assertThat(sample.status(call)).isEqualTo("succeeded");
        page.navigate(url + "/authorizations?status=history");
        assertThat(page.locator("#queue")).containsText("to 260,000");
    }

    @Test
    void letsTwoPeopleApproveAndAThirdOneStandIn() throws Exception {
        JsonNode huge = sample.value(3_000_000);
        JsonNode large = sample.value(820_000);
        Page first = signedIn("Una", View.DESKTOP, true);
        Page second = signedIn("Duo", View.PHONE, true);
        first.navigate(url + "/authorizations");
        assertThat(card(first, huge)).containsText("2 people, 2 missing");

        inside(card(first, huge), "Allow once").click();
        assertThat(first.locator(".notices")).containsText("You approved it; 1 more must");
        assertThat(card(first, huge)).containsText("You have approved it already");
        second.navigate(url + "/authorizations");
        assertThat(card(second, huge)).containsText("Approved by Una");
        inside(card(second, huge), "Allow once").click();
        assertThat(second.locator(".notices")).containsText("Allowed: Set the value");
        assertThat(sample.status(huge)).isEqualTo("succeeded");

        first.navigate(url + "/authorizations");
        opened(card(first, large), "Delegate …");
        card(first, large).getByLabel("Who may decide, too").selectOption("local:Duo");
        inside(card(first, large), "Delegate").click();
        assertThat(first.locator(".notices")).containsText("Duo may decide, too");
        denyAllThatWaits(first);
    }

    private static void opened(Locator card, String action) {
        card.getByText(action).click();
    }

    @Test
    void decidesWithoutScripts() throws Exception {
        JsonNode call = sample.value(600_000);
        Page page = signedIn("Nojs", View.PHONE, false);

        page.navigate(url + "/authorizations/" + call.path("queue_id").asString());
        button(page, "Allow once").click();

        assertThat(page.locator(".notices")).containsText("Allowed");
        assertThat(sample.status(call)).isEqualTo("succeeded");
    }

    @Test
    void approvesAPlanAsAWholeAndUndoesTheLead() throws Exception {
        String asked = sample.plan("L-plan");
        Page page = signedIn("Pia", View.DESKTOP, true);
        page.navigate(url + "/authorizations/" + asked);
        Locator steps = page.locator(".ask .steps > li");
        assertThat(steps.first()).containsText("Log activity");
        assertThat(page.locator(".ask")).containsText("Carry out the plan of lead L-plan");
        assertThat(page.locator(".ask")).containsText("Every step can be undone");
        assertThat(page.getByText("Edit …")).hasCount(0);
        assertThat(page.getByText("Allow always …")).hasCount(0);

        button(page, "Allow once").click();
        assertThat(page.locator(".notices")).containsText("Allowed: Carry out the plan of lead L-plan");
        sample.awaitResult("L-plan", "COMPLETED");
        page.navigate(url + "/leads/L-plan");
        assertThat(page.getByText("The plan that is approved as a whole")).isVisible();

        page.getByText("Undo …").click();
        assertThat(page.locator("main")).containsText("The earlier values come back");
        page.getByLabel("Why?").fill("Sent twice");
        button(page, "Undo this lead").click();
        assertThat(page.locator(".notice").first()).containsText("It is being undone");
        sample.awaitResult("L-plan", "UNDONE");
        page.reload();
        assertThat(page.locator("main")).containsText("Pia had it undone");
        assertThat(page.locator("main")).containsText("Sent twice");
        assertThat(page.getByText("Undo …")).hasCount(0);
    }

    @Test
    void undoesALeadWithoutScripts() throws Exception {
        sample.lead("L-noscript");
        Page page = signedIn("Nora", View.PHONE, false);

        page.navigate(url + "/leads/L-noscript");
        page.getByText("Undo …").click();
        page.getByLabel("Why?").fill("Sent twice");
        button(page, "Undo this lead").click();

        assertThat(page.locator(".notice").first()).containsText("It is being undone");
        sample.awaitResult("L-noscript", "UNDONE");
    }

    @Test
    void hearsOfNewRequestsAndDecidesTheTickedOnes() throws Exception {
        Page page = signedIn("Liv", View.DESKTOP, true);
        denyAllThatWaits(page);
        assertThat(page.getByText("Nothing waits for you")).isVisible();

        JsonNode one = sample.value(700_000);
        assertThat(card(page, one)).isVisible();
        assertThat(page).hasTitle("(1) Authorizations · Handrail");
        JsonNode two = sample.qualify();
        assertThat(card(page, two)).isVisible();
        card(page, one).locator(".tick input").check();
        JsonNode three = sample.convert();
        assertThat(page.locator("#changed")).isVisible();
        assertThat(card(page, three)).hasCount(0);
        button(page, "Allow ticked").click();
        assertThat(page.locator(".notices")).containsText("Allowed: Set the value");

        assertThat(sample.status(one)).isEqualTo("succeeded");
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
    void saysAtTheCardThatADecisionDidNotGetThrough() throws Exception {
        JsonNode call = sample.value(730_000);
        Page page = signedIn("Ned", View.DESKTOP, true);
        page.navigate(url + "/authorizations");
        Locator alert = card(page, call).getByRole(AriaRole.ALERT);

        page.context().setOffline(true);
        inside(card(page, call), "Allow once").click();
        assertThat(alert).hasText("Not decided: Handrail cannot be reached. Try again.");
        page.context().setOffline(false);
        String decision = "**/authorizations/" + call.path("queue_id").asString();
        page.route(decision, route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
        inside(card(page, call), "Allow once").click();
        assertThat(alert).hasText("Not decided: Handrail cannot do it at the moment (503). Try again.");
        page.unroute(decision);
        page.context().clearCookies();
        inside(card(page, call), "Allow once").click();

        page.waitForURL(url + "/sign-in?undecided=/authorizations/"
                + call.path("queue_id").asString());
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("You were signed out; nothing was decided");
        assertThat(page.getByText("go back to it")).isVisible();
        denyAllThatWaits(signedIn("Ned", View.DESKTOP, true));
    }

    @Test
    void saysWhatWasDecidedAlsoWhenTheListChangesMeanwhile() throws Exception {
        Page page = signedIn("Rae", View.DESKTOP, true);
        denyAllThatWaits(page);
        JsonNode first = sample.value(732_000);
        page.navigate(url + "/authorizations");
        assertThat(card(page, first)).isVisible();
        List<Route> held = new CopyOnWriteArrayList<>();
        page.route("**/authorizations**", held::add);
        JsonNode second = sample.value(734_000);
        page.waitForCondition(() -> held.size() == 1);

        inside(card(page, first), "Allow once").click();
        page.waitForCondition(() -> held.size() == 2);
        held.forEach(Route::resume);

        assertThat(page.locator(".notices")).containsText("Allowed: Set the value");
        assertThat(card(page, first)).hasCount(0);
        assertThat(card(page, second)).isFocused();
        page.unroute("**/authorizations**");
        denyAllThatWaits(page);
    }

    @Test
    void goesOnWithTheNextCardAndShowsARejectedEditAgain() throws Exception {
        Page page = signedIn("Foca", View.DESKTOP, true);
        denyAllThatWaits(page);
        JsonNode first = sample.value(740_000);
        JsonNode second = sample.convert();
        page.navigate(url + "/authorizations");

        opened(card(page, first), "Edit …");
        Locator field = card(page, first).locator("input[name='argument.opportunityId']");
        field.fill("not an id!");
        inside(card(page, first), "Allow with these changes").click();
        assertThat(card(page, first).getByRole(AriaRole.ALERT)).containsText("does not have the right form");
        assertThat(field).hasValue("not an id!");
        assertThat(field).isFocused();
        examine(page, "rejected edit", "rejected-edit", View.DESKTOP);
        // What examines a page leaves empty styles in it, and the policy would complain of them.
        page.navigate(url + "/authorizations");

        inside(card(page, first), "Allow once").click();
        assertThat(card(page, second)).isFocused();
        inside(card(page, second), "Allow once").click();
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Authorizations").setExact(true)))
                .isFocused();
    }

    @Test
    void ticksNothingWhoseTextIsNotAllShown() throws Exception {
        Page page = signedIn("Lon", View.PHONE, true);
        denyAllThatWaits(page);
        JsonNode value = sample.value(760_000);
        JsonNode task = sample.task("Call her.\\n\\n" + "averylongword".repeat(90) + " and pay Mallory");
        page.navigate(url + "/authorizations");

        assertThat(page.locator("#batch")).isVisible();
        button(page, "Tick all shown").click();
        assertThat(card(page, value).locator(".tick input")).isChecked();
        assertThat(card(page, task).locator(".tick input")).not().isChecked();
        assertThat(page.locator("[data-left-out]")).containsText("Left out: 1 with more text than shown");
        assertThat(card(page, task).locator(".rest .text")).not().isVisible();
        examine(page, "cut", "cut", View.PHONE);
        card(page, task).getByText("more characters").click();
        assertThat(card(page, task).locator(".rest .text")).isVisible();
        look(page, "/authorizations/" + task.path("queue_id").asString(), "whole", View.PHONE);
        assertThat(page.locator(".will .text").last()).containsText("and pay Mallory");
        page.navigate(url + "/authorizations");
        card(page, task).locator(".tick input").check();
        button(page, "Deny ticked").click();
        assertThat(page.locator(".notices")).containsText("Denied: Create task");
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
        Page first = signedIn("Ada", View.DESKTOP, true);
        denyAllThatWaits(first);
        JsonNode waits = sample.convert();
        sample.value(900_000);
        String plan = "L-seen-" + view.name();
        String asked = sample.plan(plan);
        look(chromium.visitor(view, true), "/sign-in", "sign-in", view);
        Page page = chromium.sameVisitor(first, view);
        look(page, "/", "home", view);
        look(page, "/authorizations", "authorizations", view);
        look(page, "/authorizations/" + waits.path("queue_id").asString(), "authorization", view);
        page.navigate(url + "/authorizations/" + waits.path("queue_id").asString());
        for (String form : List.of("Allow always", "Edit", "Deny")) {
            opened(page.locator(".ask"), form + " …");
            examine(page, form, form.toLowerCase(Locale.ROOT).replace(' ', '-'), view);
        }
        look(page, "/authorizations/grants", "grants", view);
        look(page, "/authorizations?status=history", "history", view);
        look(page, "/leads", "leads", view);
        look(page, "/leads/L-1001", "lead", view);
        look(page, "/leads/L-1001/undo", "undo", view);
        look(page, "/leads/" + plan, "lead-with-a-plan", view);
        look(page, "/authorizations/" + asked, "plan", view);
        look(page, "/audit", "audit", view);
        look(page, "/leads/nobody", "not-found", view);
        page.navigate(url + "/audit");
        button(page, "Check the whole chain").click();
        assertThat(page.getByText("receipts are as they were written")).isVisible();
    }

    private static void look(Page page, String path, String name, View view) {
        page.navigate(url + path);
        examine(page, path, name, view);
    }

    private static void examine(Page page, String path, String name, View view) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENSHOTS.resolve(
                        "%s-%s.png".formatted(name, view.name().toLowerCase(Locale.ROOT)))));
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
