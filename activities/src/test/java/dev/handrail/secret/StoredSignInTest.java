package dev.handrail.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.connector.AccessTokens;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.limit.MovedClock;
import dev.handrail.salesforce.SalesforceSignIn;
import dev.handrail.salesforce.SalesforceSignIns;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredSignInTest {

    private final MovedClock clock = new MovedClock();
    private final StoredTexts source = new StoredTexts("aws", clock);
    private final CrmCredentials credentials = new OrderedCredentials(List.of(source), clock);
    private final List<String> opened = new ArrayList<>();
    private String revoked = "";

    private final SalesforceSignIn signIn = new StoredSignIn(credentials, "acme", this::open);

    @Test
    void keepsATokenWhileTheCredentialsStayTheSame() {
        source.store("acme", "salesforce", "first");

        assertThat(signIn.current()).isEqualTo("session of first");
        assertThat(signIn.current()).isEqualTo("session of first");
        assertThat(opened).containsExactly("first");
    }

    @Test
    void signsInAnewWhenTheyWereRotatedThoughTheOldTokenIsStillGood() {
        source.store("acme", "salesforce", "first");
        signIn.current();

        source.store("acme", "salesforce", "second");
        credentials.refresh("acme");

        assertThat(signIn.current()).isEqualTo("session of second");
    }

    @Test
    void takesTheNewestWhenTheStoredOnesAreRefused() {
        source.store("acme", "salesforce", "first");
        signIn.current();
        source.store("acme", "salesforce", "second");
        revoked = "first";

        assertThat(signIn.after("session of first")).isEqualTo("session of second");
        assertThat(opened).containsExactly("first", "second");
    }

    @Test
    void saysThatTheyAreRefusedWhenThereAreNoNewer() {
        source.store("acme", "salesforce", "first");
        revoked = "first";

        assertThatThrownBy(signIn::current).isInstanceOf(CrmFailure.class).hasMessage("Refused");
    }

    @Test
    void saysWhatIsMissingToSignIn() {
        StoredTexts incomplete = new StoredTexts("file", clock).store("acme", "salesforce", "no app");
        SalesforceSignIn real = new OrderedCredentials(List.of(incomplete), clock).salesforceSignIn("acme");

        assertThatThrownBy(real::current)
                .isInstanceOf(CrmFailure.class)
                .hasMessageContaining("The credentials have no loginUrl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme.my.salesforce.com", "http://acme.my.salesforce.com", "https:// acme", "file:///etc"})
    void signsInOverHttpsOnly(String loginUrl) {
        EnvironmentSource stored = new EnvironmentSource(
                Map.of("SALESFORCE_CLIENT_ID", "app", "SALESFORCE_CLIENT_SECRET", "s", "SALESFORCE_LOGIN_URL", loginUrl)
                        ::get,
                clock);
        SalesforceSignIn real = new OrderedCredentials(List.of(stored), clock).salesforceSignIn("default");

        assertThatThrownBy(real::current).isInstanceOf(CrmFailure.class).hasMessageContaining("no https address");
    }

    private SalesforceSignIn open(Credentials with) {
        String token = with.text("accessToken");
        opened.add(token);
        return SalesforceSignIns.withTokens(URI.create("https://acme.my.salesforce.com"), new AccessTokens() {
            @Override
            public String current() {
                if (token.equals(revoked)) {
                    throw new CrmFailure(Kind.UNAUTHORIZED, "Refused");
                }
                return "session of " + token;
            }

            @Override
            public String after(String refused) {
                return current();
            }
        });
    }
}
