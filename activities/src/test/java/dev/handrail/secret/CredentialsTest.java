package dev.handrail.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.connector.CrmFailure;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CredentialsTest {

    private static final String SECRET = "pat-eu1-very-secret";

    private final Credentials credentials =
            Credentials.of(Map.of("clientId", "app", "accessToken", " " + SECRET + "\n", "username", "  "));

    @Test
    void takesTextsWithoutTheSpaceAroundThemAndNoBlankOnes() {
        assertThat(credentials.text("accessToken")).isEqualTo(SECRET);
        assertThat(credentials.find("username")).isEmpty();
    }

    @Test
    void showsNamesOnly() {
        assertThat(credentials).hasToString("Credentials[accessToken, clientId]");
        assertThat(new Reading(credentials, null, Instant.EPOCH).toString()).doesNotContain(SECRET);
    }

    @Test
    void gainsNothingFromBeingSerialized() {
        assertThat(JsonMapper.shared().writeValueAsString(Map.of("credentials", credentials)))
                .isEqualTo("{\"credentials\":{}}");
    }

    @Test
    void saysWhichTextIsMissingWithoutShowingTheOthers() {
        assertThatThrownBy(() -> credentials.text("clientSecret"))
                .isInstanceOf(CrmFailure.class)
                .hasMessage(
                        "The credentials have no clientSecret, only [accessToken, clientId]; add it where they are kept");
    }

    @Test
    void refusesATextThatWouldBreakAHeaderWithoutQuotingIt() {
        assertThatThrownBy(() -> Credentials.of(Map.of("accessToken", SECRET + "\r\nX-Admin: 1")))
                .isInstanceOf(CrmFailure.class)
                .hasMessageContaining("accessToken")
                .hasMessageNotContaining(SECRET);
        assertThat(Credentials.of(Map.of("privateKey", "-----BEGIN\nEND-----")).has("privateKey"))
                .isTrue();
    }

    @Test
    void areEqualWhenAllTextsAre() {
        Credentials same = Credentials.of(Map.of("accessToken", SECRET, "clientId", "app"));

        assertThat(same).isEqualTo(credentials).hasSameHashCodeAs(credentials);
        assertThat(Credentials.of(Map.of("accessToken", SECRET))).isNotEqualTo(credentials);
    }

    @Test
    void readsAPrivateKeyAndSaysHowToConvertAnother() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String base64 = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        String pem = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----".formatted(base64);

        assertThat(Credentials.of(Map.of("privateKey", pem)).privateKey()).isEqualTo(pair.getPrivate());
        assertThatThrownBy(() -> Credentials.of(Map.of("privateKey", "-----BEGIN RSA PRIVATE KEY-----\nTUlJRQ=="))
                        .privateKey())
                .isInstanceOf(CrmFailure.class)
                .hasNoCause()
                .hasMessageContaining("openssl pkcs8 -topk8")
                .hasMessageNotContaining("TUlJRQ");
    }
}
