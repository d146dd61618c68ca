package dev.handrail.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.connector.Connectors;
import dev.handrail.connector.QuotaListener;
import dev.handrail.office.OfficeConnector;
import dev.handrail.secret.CredentialConfiguration;
import dev.handrail.testing.Database;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class TenantConnectorsIT {

    private static Connectors with(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", variables));
        Database database = Database.shared();
        return new TenantConnectors(
                TenantCrms.in(environment),
                new OfficeConnector(database.tenants(), database.jdbc()),
                CredentialConfiguration.credentials(environment::getProperty, Clock.systemUTC()),
                QuotaListener.NONE);
    }

    @Test
    void givesEachTenantItsCrmOnceAndForGood() {
        Connectors connectors = with(Map.of(
                "CRM_PROVIDER", "OFFICE", "CRM_PROVIDER__ACME_EAST", "SALESFORCE", "CRM_PROVIDER__ACME", "HUBSPOT"));

        assertThat(connectors.of("default").name()).isEqualTo("office");
        assertThat(connectors.of("acme-east").name()).isEqualTo("salesforce");
        assertThat(connectors.of("acme").name()).isEqualTo("hubspot");
        assertThat(connectors.of("acme")).isSameAs(connectors.of("acme"));
        assertThat(connectors.of("acme").joinsOurTransaction()).isFalse();
    }

    @Test
    void doesNotStartWithACrmThatDoesNotExistForAnyTenant() {
        assertThatThrownBy(() -> with(Map.of("CRM_PROVIDER__ACME_EAST", "PIPEDRIVE")))
                .hasMessageContaining("CRM_PROVIDER__ACME_EAST")
                .hasMessageContaining("SALESFORCE or HUBSPOT");
    }
}
