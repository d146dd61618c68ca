package dev.handrail.simulator.salesforce;

import static dev.handrail.simulator.salesforce.OrgClient.json;
import static dev.handrail.simulator.salesforce.OrgClient.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LimitsTest {

    private final OrgClient org = new OrgClient();

    @Test
    void everyAnswerSaysHowManyCallsWereUsed() {
        assertThat(org.get("sobjects").headers().get("Sforce-Limit-Info")).isEqualTo("api-usage=1/15000");
        assertThat(org.get("nowhere").headers().get("Sforce-Limit-Info")).isEqualTo("api-usage=2/15000");
        var limits = json(org.get("limits")).path("DailyApiRequests");
        assertThat(limits.path("Max").asInt()).isEqualTo(15000);
        assertThat(limits.path("Remaining").asInt()).isEqualTo(14997);
    }

    @Test
    void aCompositeIsOneCall() {
        String part = "{\"method\": \"GET\", \"url\": \"/services/data/v66.0/limits\", \"referenceId\": \"r%d\"}";
        String body = "{\"compositeRequest\": [" + part.formatted(1) + "," + part.formatted(2) + "]}";
        assertThat(org.ask("POST", "composite", body).headers().get("Sforce-Limit-Info"))
                .isEqualTo("api-usage=1/15000");
    }

    @Test
    void eachPartOfABatchIsACall() {
        set("{\"dailyCalls\": 10, \"used\": 8}");
        String part = "{\"method\": \"GET\", \"url\": \"v66.0/limits\"}";

        var answer = org.ask("POST", "composite/batch", "{\"batchRequests\": [%1$s, %1$s, %1$s]}".formatted(part));

        assertThat(json(answer)
                        .path("results")
                        .valueStream()
                        .map(each -> each.path("statusCode").asInt()))
                .containsExactly(200, 200, 403);
        assertThat(answer.headers()).containsEntry("Sforce-Limit-Info", "api-usage=10/10");
    }

    @Test
    void pastTheLimitEverythingIsRefusedUntilADayHasPassed() {
        set("{\"dailyCalls\": 10, \"used\": 9}");
        assertThat(org.get("limits").status()).isEqualTo(200);
        assertThat(refusal(org.get("limits"))).isEqualTo("403 REQUEST_LIMIT_EXCEEDED");
        assertThat(org.get("limits").headers()).containsEntry("Sforce-Limit-Info", "api-usage=10/10");
        assertThat(refusal(org.ask("POST", "sobjects/Account", "{\"Name\": \"a\"}")))
                .isEqualTo("403 REQUEST_LIMIT_EXCEEDED");
        assertThat(org.effects()).isEmpty();

        org.clock.advance(Duration.ofHours(24));
        assertThat(org.get("limits").headers().get("Sforce-Limit-Info")).isEqualTo("api-usage=1/10");
    }

    @Test
    void callsCanBeRefusedForATime() {
        set("{\"refuseUntil\": \"2026-11-20T10:10:00Z\"}");
        assertThat(refusal(org.get("limits"))).isEqualTo("403 REQUEST_LIMIT_EXCEEDED");
        org.clock.advance(Duration.ofMinutes(10));
        assertThat(org.get("limits").status()).isEqualTo(200);
        set("{\"refuseUntil\": null}");
        assertThat(org.salesforce.quota().path("refuseUntil").isNull()).isTrue();
    }

    @Test
    void aWordThatTheQuotaDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> set("{\"dailyCall\": 1}")).hasMessageContaining("dailyCall is not one of");
    }

    private void set(String changes) {
        org.salesforce.setQuota(JsonMapper.shared().readTree(changes));
    }
}
