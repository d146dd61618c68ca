package dev.handrail.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.connector.CrmFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentSourceTest {

    private static final String PEM = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----";

    private final Map<String, String> variables = new HashMap<>();
    private final EnvironmentSource source = new EnvironmentSource(variables::get, Clock.systemUTC());

    @TempDir
    private Path folder;

    @Test
    void readsWhatEachCrmNeeds() throws IOException {
        variables.put("HUBSPOT_ACCESS_TOKEN", "pat-1");
        variables.put("SALESFORCE_LOGIN_URL", "https://acme.my.salesforce.com");
        variables.put("SALESFORCE_CLIENT_ID", "app");
        variables.put("SALESFORCE_CLIENT_SECRET", "secret");
        variables.put("SALESFORCE_USERNAME", "api@acme.example");
        variables.put("SALESFORCE_JWT_KEY_FILE", keyFile("rw-------").toString());

        assertThat(read("default", "hubspot").text("accessToken")).isEqualTo("pat-1");
        Credentials salesforce = read("default", "salesforce");
        assertThat(salesforce.names())
                .containsExactlyInAnyOrder("loginUrl", "clientId", "clientSecret", "username", "privateKey");
        assertThat(salesforce.text("privateKey")).isEqualTo(PEM);
    }

    @Test
    void neverGivesATenantWhatIsAnotherOnes() {
        variables.put("HUBSPOT_ACCESS_TOKEN", "of the only tenant");
        variables.put("HUBSPOT_ACCESS_TOKEN__ACME_EAST", "of acme-east");

        assertThat(read("acme-east", "hubspot").text("accessToken")).isEqualTo("of acme-east");
        assertThat(source.read("acme", "hubspot")).isEmpty();
        assertThat(read("default", "hubspot").text("accessToken")).isEqualTo("of the only tenant");
    }

    @Test
    void takesAnAddressAloneForNoCredentials() {
        variables.put("SALESFORCE_LOGIN_URL", "https://acme.my.salesforce.com");

        assertThat(source.read("default", "salesforce")).isEmpty();
    }

    @Test
    void refusesAKeyThatOthersMayRead() throws IOException {
        variables.put("SALESFORCE_JWT_KEY_FILE", keyFile("rw-r-----").toString());

        assertThatThrownBy(() -> read("default", "salesforce"))
                .isInstanceOf(CrmFailure.class)
                .hasMessageContaining("SALESFORCE_JWT_KEY_FILE")
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("MIIE");
    }

    @Test
    void saysWhichFileIsNotThere() {
        variables.put("SALESFORCE_JWT_KEY_FILE", folder.resolve("nowhere.pem").toString());

        assertThatThrownBy(() -> read("default", "salesforce"))
                .isInstanceOf(SourceAway.class)
                .hasMessageContaining("nowhere.pem");
    }

    private Path keyFile(String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("key.pem"), PEM + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private Credentials read(String tenant, String provider) {
        return source.read(tenant, provider).orElseThrow().credentials();
    }
}
