package dev.handrail.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.hubspot.HubSpotSettings;
import dev.handrail.salesforce.SalesforceSettings;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrmSettingsTest {

    private final Map<String, String> variables = new HashMap<>();

    private CrmSettings of(String tenant) {
        return CrmSettings.of(tenant, variables::get);
    }

    @Test
    void hasDefaults() {
        assertThat(of("default"))
                .isEqualTo(new CrmSettings(
                        CrmProvider.OFFICE,
                        HubSpotSettings.of(HubSpotSettings.HUBSPOT),
                        SalesforceSettings.defaults()));
    }

    @Test
    void isReadFromTheEnvironment() {
        variables.putAll(Map.of(
                "CRM_PROVIDER", " HubSpot ",
                "HUBSPOT_URL", "http://127.0.0.1:8091/",
                "HUBSPOT_TIMEOUT", "5s",
                "HUBSPOT_ZONE", "Europe/Berlin",
                "HUBSPOT_PIPELINE_ID", "77",
                "HUBSPOT_STAGES", "Prospecting=771, Closed Won = 776",
                "HUBSPOT_PORTAL_ID", "4711",
                "SALESFORCE_API_VERSION", "v64.0",
                "SALESFORCE_TIMEOUT", "1500ms"));

        assertThat(of("default"))
                .isEqualTo(new CrmSettings(
                        CrmProvider.HUBSPOT,
                        HubSpotSettings.of(URI.create("http://127.0.0.1:8091"))
                                .withReadTimeout(Duration.ofSeconds(5))
                                .inZone(ZoneId.of("Europe/Berlin"))
                                .withPipeline("77", Map.of("Prospecting", "771", "Closed Won", "776"))
                                .ofPortal("4711"),
                        new SalesforceSettings("v64.0", Duration.ofMillis(1500))));
    }

    @Test
    void givesATenantItsOwnAndOtherwiseTheOneForAll() {
        variables.put("CRM_PROVIDER", "SALESFORCE");
        variables.put("CRM_PROVIDER__ACME_EAST", "HUBSPOT");
        variables.put("HUBSPOT_PORTAL_ID__ACME_EAST", "4711");

        assertThat(of("acme-east").provider()).isEqualTo(CrmProvider.HUBSPOT);
        assertThat(of("acme-east").hubSpot().portal()).isEqualTo("4711");
        assertThat(of("acme").provider()).isEqualTo(CrmProvider.SALESFORCE);
        assertThat(of("acme").hubSpot().portal()).isNull();
        assertThat(of("default").provider()).isEqualTo(CrmProvider.SALESFORCE);
    }

    @Test
    void takesMockForTheBuiltInCrm() {
        variables.put("CRM_PROVIDER", "MOCK");

        assertThat(of("default").provider()).isEqualTo(CrmProvider.OFFICE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CRM_PROVIDER             | PIPEDRIVE             | OFFICE (the built-in CRM), SALESFORCE or HUBSPOT
            HUBSPOT_URL              | http://api.hubapi.com | https
            HUBSPOT_URL              | somewhere             | https
            HUBSPOT_TIMEOUT          | 30s                   | from 1s to 29s
            HUBSPOT_TIMEOUT          | soon                  | from 1s to 29s
            HUBSPOT_ZONE             | Berlin                | Europe/Berlin
            HUBSPOT_PIPELINE_ID      | 77                    | HUBSPOT_STAGES
            HUBSPOT_STAGES           | Prospecting           | Prospecting=1234
            HUBSPOT_STAGES           | Dreaming=1            | the stages are Prospecting, Qualification
            HUBSPOT_PORTAL_ID        | acme                  | number
            SALESFORCE_API_VERSION   | 65                    | v65.0
            SALESFORCE_TIMEOUT       | 0s                    | from 1s to 29s
            """)
    void saysWhichVariableIsWrongAndWhatItMayBe(String variable, String text, String allowed) {
        variables.put(variable, text);

        assertThatThrownBy(() -> of("default"))
                .hasMessageContaining(variable)
                .hasMessageContaining(text)
                .hasMessageContaining(allowed);
    }

    @Test
    void namesTheTenantsOwnVariableWhenThatIsWrong() {
        variables.put("CRM_PROVIDER__ACME", "PIPEDRIVE");

        assertThatThrownBy(() -> of("acme")).hasMessageContaining("CRM_PROVIDER__ACME");
    }
}
