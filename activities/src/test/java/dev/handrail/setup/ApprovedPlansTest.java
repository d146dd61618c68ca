package dev.handrail.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ApprovedPlansTest {

    @Test
    void areWantedByNobodyWhoDoesNotSaySo() {
        assertThat(new ApprovedPlans(name -> null).wantedBy("acme")).isFalse();
    }

    @Test
    void areWantedByATenantWhateverTheOthersWant() {
        ApprovedPlans plans = new ApprovedPlans(
                Map.of("HANDRAIL_APPROVE_PLANS", "true", "HANDRAIL_APPROVE_PLANS__ACME_EAST", "false")::get);

        assertThat(plans.wantedBy("acme-east")).isFalse();
        assertThat(plans.wantedBy("acme-west")).isTrue();
    }

    @Test
    void refuseWhatIsNeitherTrueNorFalse() {
        assertThatThrownBy(() -> new ApprovedPlans(Map.of("HANDRAIL_APPROVE_PLANS", "yes")::get))
                .hasMessageContaining("HANDRAIL_APPROVE_PLANS")
                .hasStackTraceContaining("must be true or false");
    }
}
