package dev.handrail.api.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.InMemoryCredentials;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.audit.AuditRow;
import dev.handrail.call.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CredentialRefreshIT {

    private static final String ADDRESS = "/api/admin/credentials/refresh";

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Requests admin = api.as(InMemoryCredentials.key("rotating", "root", Role.ADMIN));

    @Test
    void answersFromWhereCredentialsWereReadAndNeverWhatTheyAre() {
        Answer answer = admin.post(ADDRESS, "");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("providers").toString())
                .isEqualTo(
                        "[{\"provider\":\"salesforce\",\"source\":\"file\",\"status\":\"refused\","
                                + "\"detail\":\"chmod 600 credentials.json\"},"
                                + "{\"provider\":\"hubspot\",\"source\":\"aws\",\"status\":\"read\",\"version\":\"version-2\"}]");
        assertThat(answer.text()).doesNotContain("shown-to-nobody");
    }

    @Test
    void leavesAReceiptThatNamesWhoAsked() {
        Requests other = api.as(InMemoryCredentials.key("receipted", "maria", Role.ADMIN));

        other.post(ADDRESS, "");

        List<AuditRow> rows = api.bean(AuditLog.class)
                .list("receipted", AuditFilter.ALL, null, 10)
                .rows();
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("credentials_refreshed");
            assertThat(row.actor()).isEqualTo("maria");
            assertThat(row.toJson()).contains("hubspot").contains("version-2").doesNotContain("shown-to-nobody");
        });
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "ADMIN")
    void isForAdministratorsOnly(Role role) {
        Answer refused =
                api.as(InMemoryCredentials.key("rotating", "eve", role)).post(ADDRESS, "");

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
