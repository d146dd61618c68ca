package dev.handrail.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.handrail.connector.AccessTokens;
import dev.handrail.connector.CrmFailure;
import dev.handrail.limit.MovedClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class OrderedCredentialsTest {

    private final MovedClock clock = new MovedClock();
    private final StoredTexts first = new StoredTexts("aws", clock);
    private final StoredTexts second = new StoredTexts("file", clock);
    private final CrmCredentials credentials = new OrderedCredentials(List.of(first, second), clock);

    @Test
    void takesTheFirstPlaceThatHasThem() {
        first.store("acme", "hubspot", "first");
        second.store("acme", "hubspot", "second").store("zeta", "hubspot", "of zeta");

        assertThat(token("acme")).isEqualTo("first");
        assertThat(token("zeta")).isEqualTo("of zeta");
    }

    @Test
    void saysWhereCredentialsMayBeKeptWhenThereAreNone() {
        assertThatThrownBy(() -> credentials.of("acme", "hubspot"))
                .asInstanceOf(InstanceOfAssertFactories.type(CrmFailure.class))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(CrmFailure.Kind.UNAUTHORIZED);
                    assertThat(failure).hasMessageContaining("HANDRAIL_CREDENTIALS_FILE");
                });
    }

    @Test
    void neverTakesALaterPlaceBecauseAnEarlierOneIsAway() {
        first.away(true);
        second.store("acme", "hubspot", "second");

        assertThatThrownBy(() -> credentials.of("acme", "hubspot"))
                .asInstanceOf(InstanceOfAssertFactories.type(CrmFailure.class))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(CrmFailure.Kind.UNAVAILABLE);
                    assertThat(failure).hasMessageEndingWith("Plug it in again.");
                });
    }

    @Test
    void usesTheLastKnownForAnHourWhileAPlaceIsAway() {
        first.store("acme", "hubspot", "known");
        token("acme");
        first.away(true).forget("acme", "hubspot");

        clock.move(OrderedCredentials.LAST_KNOWN_FOR);
        assertThat(token("acme")).isEqualTo("known");

        clock.move(Duration.ofMillis(1));
        assertThatThrownBy(() -> token("acme")).isInstanceOf(CrmFailure.class).hasMessageContaining("cannot be read");

        first.away(false);
        assertThat(token("acme")).isEqualTo("known");
    }

    @Test
    void distrustsWhatAPlaceHasNotConfirmedForAnHour() {
        first.store("acme", "hubspot", "stale");
        token("acme");

        clock.move(OrderedCredentials.LAST_KNOWN_FOR.plusMillis(1));

        assertThatThrownBy(() -> token("acme")).hasMessageContaining("has not confirmed them since");
    }

    @Test
    void asksForTheNewestWhenTheyAreRefusedButNotAgainAtOnce() {
        first.store("acme", "hubspot", "old");
        Credentials old = credentials.of("acme", "hubspot");

        assertThat(credentials.after("acme", "hubspot", old)).isEqualTo(old);
        assertThat(first.asked()).isEqualTo(2);
        first.store("acme", "hubspot", "new");
        assertThat(credentials.after("acme", "hubspot", old)).isEqualTo(old);
        assertThat(first.asked()).isEqualTo(2);

        clock.move(OrderedCredentials.ASK_AGAIN_AFTER);
        assertThat(credentials.after("acme", "hubspot", old).text("accessToken"))
                .isEqualTo("new");
        assertThat(credentials.after("acme", "hubspot", old).text("accessToken"))
                .isEqualTo("new");
        assertThat(first.asked()).isEqualTo(3);
    }

    @Test
    void givesConnectorsTheTokenAndTheNewOneAfterARefusal() {
        first.store("acme", "hubspot", "old");
        AccessTokens tokens = credentials.accessTokens("acme", "hubspot");
        assertThat(tokens.current()).isEqualTo("old");

        first.store("acme", "hubspot", "new");

        assertThat(tokens.after("old")).isEqualTo("new");
        assertThat(tokens.current()).isEqualTo("new");
        assertThat(tokens.after("older")).isEqualTo("new");
        assertThat(tokens.toString()).doesNotContain("new");
    }

    @Test
    void refreshesOneTenantOnlyAndSaysFromWhere() {
        first.store("acme", "hubspot", "old").store("zeta", "hubspot", "old");
        second.store("acme", "salesforce", "in the file");
        token("acme");
        token("zeta");
        first.store("acme", "hubspot", "new").store("zeta", "hubspot", "new");

        assertThat(credentials.refresh("acme"))
                .extracting(Refreshed::provider, Refreshed::source, Refreshed::status)
                .containsExactly(
                        tuple("salesforce", "file", Refreshed.Status.READ),
                        tuple("hubspot", "aws", Refreshed.Status.READ));
        assertThat(token("acme")).isEqualTo("new");
        assertThat(token("zeta")).isEqualTo("old");
    }

    @Test
    void saysWhereTheyComeFromWithoutReadingThemAgain() {
        second.store("acme", "hubspot", "second");
        token("acme");

        assertThat(credentials.standing("acme", "hubspot"))
                .hasValueSatisfying(standing -> assertThat(standing.source()).isEqualTo("file"));
        assertThat(credentials.standing("acme", "salesforce")).isEmpty();
        assertThat(second.asked()).isEqualTo(2);
    }

    @Test
    void saysWhenARefreshCouldNotReadThem() {
        first.store("acme", "hubspot", "old");
        token("acme");
        first.away(true);

        assertThat(credentials.refresh("acme"))
                .extracting(Refreshed::provider, Refreshed::status)
                .containsExactly(
                        tuple("salesforce", Refreshed.Status.UNAVAILABLE),
                        tuple("hubspot", Refreshed.Status.LAST_KNOWN));
        assertThat(token("acme")).isEqualTo("old");
    }

    @Test
    void takesTheLoginAddressFromTheEnvironmentWhereASecretLacksIt() {
        first.store("default", "salesforce", "in AWS").store("acme", "salesforce", "in AWS");
        EnvironmentSource environment = new EnvironmentSource(
                Map.of("SALESFORCE_LOGIN_URL", "https://default.my.salesforce.com")::get, Clock.systemUTC());
        CrmCredentials both = new OrderedCredentials(List.of(first, environment), clock);

        assertThat(both.of("default", "salesforce").text("loginUrl")).isEqualTo("https://default.my.salesforce.com");
        assertThat(both.of("default", "salesforce").text("accessToken")).isEqualTo("in AWS");
        assertThat(both.of("acme", "salesforce").has("loginUrl")).isFalse();
    }

    private String token(String tenant) {
        return credentials.of(tenant, "hubspot").text("accessToken");
    }
}
