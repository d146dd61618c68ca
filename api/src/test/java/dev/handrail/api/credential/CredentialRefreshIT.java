package dev.handrail.api.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.audit.AuditRow;
import dev.handrail.call.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CredentialRefreshIT {

    private static final String ADDRESS = "/api/admin/credentials/refresh";
    private static final String TOKEN = "HUBSPOT_ACCESS_TOKEN__ROTATING";
    private static final String KEY_FILE = "SALESFORCE_JWT_KEY_FILE__ROTATING";

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Requests admin = api.as("rotating", "root", Role.ADMIN);

    @TempDir
    private Path folder;

    @BeforeEach
    void configure() throws IOException {
        Path key = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY----- shown-to-nobody");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        System.setProperty(TOKEN, "pat-shown-to-nobody");
        System.setProperty(KEY_FILE, key.toString());
    }

    @AfterEach
    void restore() {
        System.clearProperty(TOKEN);
        System.clearProperty(KEY_FILE);
    }

    @Test
    void answersFromWhereCredentialsWereReadAndNeverWhatTheyAre() {
        Answer answer = admin.post(ADDRESS, "");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/providers/0/provider").asString()).isEqualTo("salesforce");
        assertThat(answer.json().at("/providers/0/status").asString()).isEqualTo("refused");
        assertThat(answer.json().at("/providers/0/detail").asString()).contains("chmod 600");
        assertThat(answer.json().at("/providers/1").toString())
                .isEqualTo("{\"provider\":\"hubspot\",\"source\":\"environment\",\"status\":\"read\"}");
        assertThat(answer.text()).doesNotContain("shown-to-nobody");
    }

    @Test
    void concernsNoOtherTenant() {
        Answer other = api.as("unconfigured", "root", Role.ADMIN).post(ADDRESS, "");

        assertThat(other.json().path("providers").isEmpty()).as(other.text()).isTrue();
    }

    @Test
    void leavesAReceiptThatNamesWhoAsked() {
        AuditLog audit = api.bean(AuditLog.class);
        long before = audit.head("rotating").seq();

        admin.post(ADDRESS, "");

        List<AuditRow> rows = audit.list("rotating", AuditFilter.ALL, null, 10).rows();
        assertThat(rows.getFirst().seq()).isEqualTo(before + 1);
        assertThat(rows.getFirst().action()).isEqualTo("credentials_refreshed");
        assertThat(rows.getFirst().actor()).isNotEmpty();
        assertThat(rows.getFirst().toJson())
                .contains("hubspot")
                .contains("refused")
                .doesNotContain("shown-to-nobody");
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "ADMIN")
    void isForAdministratorsOnly(Role role) {
        Answer refused = api.as("rotating", "eve", role).post(ADDRESS, "");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.field("code")).isEqualTo("role_required");
    }

    @Test
    void takesTheSameIdempotencyKeyTwice() {
        Answer first = admin.post(ADDRESS, "", "Idempotency-Key", "rotation-of-today");
        Answer second = admin.post(ADDRESS, "", "Idempotency-Key", "rotation-of-today");

        assertThat(second.text()).isEqualTo(first.text());
    }
}
