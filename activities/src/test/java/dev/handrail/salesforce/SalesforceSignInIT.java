package dev.handrail.salesforce;

import static dev.handrail.connector.ContractSamples.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Scope;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SalesforceSignInIT {

    private static final Scope SCOPE = new Scope("one", "agent:test", "call-1");

    private final SimulatedOrg org = new SimulatedOrg();

    @AfterEach
    void stop() {
        org.simulator.close();
    }

    private SalesforceConnector connector(SalesforceSignIn signIn) {
        return new SalesforceConnector(_ -> signIn, SalesforceSettings.defaults(), QuotaListener.NONE);
    }

    private long tokensAskedFor() {
        return org.requests().stream()
                .filter(asked -> asked.target().startsWith("/services/oauth2/token"))
                .count();
    }

    @Test
    void signsInOnceAndOnceMoreWhenTheSessionEnds() {
        SalesforceConnector crm = connector(org.signIn());
        crm.probe(SCOPE);
        crm.probe(SCOPE);
        assertThat(tokensAskedFor()).isEqualTo(1);

        org.admin("POST", "/sessions/invalidate", Map.of());
        crm.create(SCOPE, RecordType.TASK, Map.of("subject", "Call"), "key-1");

        assertThat(tokensAskedFor()).isEqualTo(2);
        assertThat(org.records("Task")).hasSize(1);
    }

    @Test
    void convertsALeadWithATokenThatEndsOnTheWay() {
        SalesforceConnector crm = connector(org.signIn());
        String lead = crm.create(SCOPE, RecordType.LEAD, Map.of("email", "dana@example.com"), "key-1")
                .after()
                .id();
        org.admin("POST", "/sessions/invalidate", Map.of());

        assertThat(crm.convertLead(SCOPE, lead, null, null, "key-2").contactId())
                .startsWith("003");
        assertThat(tokensAskedFor()).isEqualTo(2);
    }

    @Test
    void asksForOneTokenWhenManyAreRefusedAtOnce() {
        SalesforceConnector crm = connector(org.signIn());
        crm.probe(SCOPE);
        org.admin("POST", "/sessions/invalidate", Map.of());

        List<Boolean> answered = atOnce(_ -> () -> {
            crm.probe(SCOPE);
            return true;
        });

        assertThat(answered).containsOnly(true);
        assertThat(tokensAskedFor()).isEqualTo(2);
    }

    @Test
    void givesUpAfterOneRefresh() {
        SalesforceConnector crm = connector(SalesforceSignIns.withTokens(org.url(), new NewTokensThatNobodyKnows()));

        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm.probe(SCOPE))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
                    assertThat(failure).hasMessageNotContaining("stale");
                });
        assertThat(org.requests()).hasSize(2);
    }

    private static final class NewTokensThatNobodyKnows implements dev.handrail.connector.AccessTokens {
        @Override
        public String current() {
            return "stale-token";
        }

        @Override
        public String after(String refused) {
            return refused + "-again";
        }
    }

    @Test
    void vouchesForItsUserWithAPrivateKey() throws GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        org.admin("PUT", "/connected-apps/signer", Map.of("clientSecret", "unused", "certificate", pem));
        AtomicReference<KeyPair> present = new AtomicReference<>(keys);
        SalesforceSignIn signIn = SalesforceSignIns.jwtBearer(
                org.url(),
                "signer",
                "handrail@example.com",
                "https://login.salesforce.com",
                () -> present.get().getPrivate());
        SalesforceConnector crm = connector(signIn);

        crm.probe(SCOPE);
        assertThat(signIn.instanceUrl()).isEqualTo(org.url());

        present.set(KeyPairGenerator.getInstance("RSA").generateKeyPair());
        org.admin("POST", "/sessions/invalidate", Map.of());
        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm.probe(SCOPE))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED));
        present.set(keys);
        crm.probe(SCOPE);
    }

    @Test
    void takesARotatedSecretWithoutARestart() {
        AtomicReference<String> secret = new AtomicReference<>(SimulatedOrg.CLIENT_SECRET);
        SalesforceConnector crm =
                connector(SalesforceSignIns.clientCredentials(org.url(), SimulatedOrg.CLIENT_ID, secret::get));
        crm.probe(SCOPE);
        org.admin("PUT", "/connected-apps/" + SimulatedOrg.CLIENT_ID, Map.of("clientSecret", "rotated-secret"));
        secret.set("rotated-secret");
        org.admin("POST", "/sessions/invalidate", Map.of());

        crm.probe(SCOPE);
    }

    @Test
    void saysWhatToCheckWhenTheSecretIsWrong() {
        SalesforceConnector crm =
                connector(SalesforceSignIns.clientCredentials(org.url(), SimulatedOrg.CLIENT_ID, () -> "wrong-secret"));

        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm.probe(SCOPE))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
                    assertThat(failure).hasMessageContaining("invalid_client").hasMessageNotContaining("wrong-secret");
                });
    }

    @Test
    void saysThatTheSignInIsNotThere() {
        SalesforceConnector crm =
                connector(SalesforceSignIns.clientCredentials(URI.create("http://127.0.0.1:1"), "id", () -> "secret"));

        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm.probe(SCOPE))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void refusesToStartWhereAPostMayBeSentTwice() {
        assertThat(System.getProperty("sun.net.http.retryPost")).isEqualTo("false");
        assertThatIllegalStateException()
                .isThrownBy(() -> SalesforceConnector.requireSinglePosts(null))
                .withMessageContaining("-Dsun.net.http.retryPost=false");
    }
}
