package dev.handrail.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Requests.Answer;
import dev.handrail.api.web.Browser;
import dev.handrail.call.Role;
import dev.handrail.credential.Tenants;
import dev.handrail.person.People;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real identity provider on this machine, through the whole code flow. */
class OidcIT {

    private static final MockOAuth2Server PROVIDER = new MockOAuth2Server();
    private static ApiUnderTest api;

    private final Browser browser = new Browser(api.address());

    @BeforeAll
    static void start() {
        PROVIDER.start();
        ApiUnderTest shared = ApiUnderTest.shared();
        api = ApiUnderTest.start(
                ApiUnderTest.postgres(),
                shared.bean(WorkflowClient.class),
                "--handrail.oidc.issuer=" + PROVIDER.issuerUrl("company"),
                "--handrail.oidc.client-id=handrail",
                "--handrail.oidc.client-secret=not-much-of-one",
                "--handrail.oidc.roles-claim=realm_access.roles",
                "--handrail.oidc.role.approver=crm-approvers");
        api.bean(Tenants.class).create("globex");
    }

    @AfterAll
    static void stop() {
        api.close();
        PROVIDER.shutdown();
    }

    private Answer signIn(String subject, Map<String, Object> claims) {
        PROVIDER.enqueueCallback(
                new DefaultOAuth2TokenCallback("company", subject, "JWT", List.of("handrail"), claims, 3600));
        Answer toProvider = browser.get("/oauth2/authorization/handrail");
        assertThat(toProvider.header("Location"))
                .startsWith(PROVIDER.url("company").toString())
                .contains("code_challenge=", "nonce=", "state=");
        Answer back = browser.get(toProvider.header("Location"));
        return browser.get(back.header("Location"));
    }

    private static Map<String, Object> roles(String... roles) {
        return Map.of("realm_access", Map.of("roles", List.of(roles)));
    }

    @Test
    void offersTheOrganisationsSignIn() {
        assertThat(browser.get("/sign-in").text()).contains("Sign in with your organisation");
        assertThat(new Browser(ApiUnderTest.shared().address()).get("/sign-in").text())
                .doesNotContain("your organisation");
    }

    @Test
    void letsInWhoeverHasARoleAndRemembersWhatTheProviderSays() {
        Answer signedIn = signIn(
                "u-17",
                Map.of(
                        "realm_access",
                        Map.of("roles", List.of("crm-approvers", "operator", "somebody-else")),
                        "groups",
                        List.of("finance"),
                        "name",
                        "Ann Lee",
                        "email",
                        "ann@globex.test",
                        "tenant",
                        "globex"));

        assertThat(signedIn.header("Location")).as(signedIn.text()).endsWith("/");
        assertThat(browser.get("/").text()).contains("Ann Lee");
        assertThat(api.bean(People.class).find("globex", "oidc:u-17")).hasValueSatisfying(person -> {
            assertThat(person.roles()).isEqualTo(Set.of(Role.APPROVER, Role.OPERATOR));
            assertThat(person.groups()).containsExactly("finance");
            assertThat(person.email()).isEqualTo("ann@globex.test");
        });
    }

    @Test
    void letsNobodyInWithoutARoleOfOurs() {
        Answer refused = signIn("u-18", roles("approver", "gardener"));

        assertThat(refused.header("Location"))
                .as("the name approver is mapped to another")
                .endsWith("/sign-in?refused=role");
        assertThat(browser.get("/").header("Location")).endsWith("/sign-in");
        assertThat(browser.get("/sign-in?refused=role").text()).contains("have no role here");
    }

    @Test
    void letsNobodyInOfATenantThatDoesNotExist() {
        Answer refused =
                signIn("u-19", Map.of("realm_access", Map.of("roles", List.of("admin")), "tenant", "../elsewhere"));

        assertThat(refused.header("Location")).endsWith("/sign-in?refused=tenant");
    }

    @Test
    void makesAnAgentOfNobody() {
        assertThat(signIn("u-20", roles("agent", "pipeline")).header("Location"))
                .endsWith("/sign-in?refused=role");
    }

    @Test
    void takesNoAnswerThatItDidNotAskFor() {
        Answer forged = browser.get("/login/oauth2/code/handrail?code=abc&state=forged");

        assertThat(forged.header("Location")).endsWith("/sign-in?refused=provider");
    }
}
