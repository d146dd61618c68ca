package dev.handrail.api.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import org.junit.jupiter.api.Test;

class BusinessIT {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Requests admin = api.as("bakery", "ada", Role.ADMIN);
    private final Requests agent = api.as("bakery", "bot", Role.AGENT);

    @Test
    void anAdministratorDescribesTheBusinessAndOthersReadIt() {
        Answer changed = admin.put(
                "/api/business",
                "{\"name\": \"Bakery\", \"timeZone\": \"Europe/Berlin\", \"currency\": \"EUR\", \"taxPercent\": 19,"
                        + " \"openDays\": [\"monday\", \"sunday\"]}");

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        Answer read = agent.get("/api/business");
        assertThat(read.field("timeZone")).isEqualTo("Europe/Berlin");
        assertThat(read.field("currency")).isEqualTo("EUR");
        assertThat(read.field("opens")).as("left out").isEqualTo("08:00");
        assertThat(read.json().path("openDays").toString()).isEqualTo("[\"monday\",\"sunday\"]");
        assertThat(agent.put("/api/business", "{\"name\": \"Mine\"}").status()).isEqualTo(403);
        assertThat(admin.get("/api/audit?limit=50").text()).contains("business_changed");
    }

    @Test
    void refusesWhatThereIsNot() {
        assertThat(admin.put("/api/business", "{\"timeZone\": \"Moon/Crater\"}").field("code"))
                .isEqualTo("business_refused");
        assertThat(admin.put("/api/business", "{\"currency\": \"QQQ\"}").field("code"))
                .isEqualTo("business_refused");
        assertThat(admin.put("/api/business", "{\"opens\": \"18:00\", \"closes\": \"09:00\"}")
                        .text())
                .contains("opens before it closes");
        assertThat(admin.put("/api/business", "{\"opens\": \"25:00\"}").status())
                .isEqualTo(400);
    }
}
