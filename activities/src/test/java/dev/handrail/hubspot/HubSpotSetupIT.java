package dev.handrail.hubspot;

import static dev.handrail.connector.ContractSamples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Scope;
import dev.handrail.hubspot.HubSpotSetup.Preparation;
import dev.handrail.simulator.hubspot.HubSpot;
import dev.handrail.simulator.server.Simulator;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** An account is prepared on request only, and once. */
class HubSpotSetupIT {

    private final Simulator simulator = Simulator.start(HubSpot::new);
    private final HubSpotSettings settings = HubSpotSettings.of(URI.create(simulator.url()));
    private final HubSpotSetup setup = new HubSpotSetup(settings, SimulatedPortal.always(simulator.accessToken()));
    private final Scope scope = new Scope("acme", "person:kim", "setup");

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void makesWhatIsMissingOnceAndSaysSo() {
        Preparation first = setup.prepare(scope);
        simulator.ledger().clear();
        Preparation second = setup.prepare(scope);

        assertThat(first.made()).containsOnlyKeys("contacts", "companies", "deals", "tasks", "notes");
        assertThat(first.made().values()).allSatisfy(made -> assertThat(made).contains("handrail_external_id"));
        assertThat(first.made().get("contacts"))
                .contains("handrail_ai_fit_score", "handrail_ai_intent", "handrail_tags", "handrail_conversion_key");
        assertThat(first.unfit()).isEmpty();
        assertThat(second).isEqualTo(new Preparation(Map.of(), List.of()));
        assertThat(simulator.ledger().requests())
                .allMatch(request -> request.method().equals("GET"));
    }

    @Test
    void makesOnlyWhatIsMissing() {
        setup.prepare(scope);
        account()
                .delete()
                .uri("/crm/v3/properties/contacts/handrail_tags")
                .retrieve()
                .toBodilessEntity();

        assertThat(setup.prepare(scope).made()).isEqualTo(Map.of("contacts", List.of("handrail_tags")));
    }

    @Test
    void namesAPropertyOfTheSameNameThatIsNotUnique() {
        account()
                .post()
                .uri("/crm/v3/properties/deals")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of(
                        "name", "handrail_external_id",
                        "label", "Key",
                        "type", "string",
                        "fieldType", "text",
                        "groupName", "dealinformation"))
                .retrieve()
                .toBodilessEntity();

        assertThat(setup.prepare(scope).unfit()).containsExactly("deals.handrail_external_id");
    }

    @Test
    void theConnectorMakesNothingByItselfAndSaysWhatToRun() {
        HubSpotConnector crm =
                new HubSpotConnector(settings, SimulatedPortal.always(simulator.accessToken()), QuotaListener.NONE);

        assertThatThrownBy(() -> crm.create(scope, RecordType.TASK, Map.of("subject", "Call"), key()))
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.INVALID))
                .hasMessageContaining("handrail_external_id")
                .hasMessageContaining("docs/hubspot.md");
        assertThatThrownBy(() -> crm.findByKey(scope, RecordType.TASK, key()))
                .isInstanceOf(CrmFailure.class)
                .hasMessageContaining("docs/hubspot.md");
        assertThat(simulator.ledger().requests())
                .noneMatch(request -> request.target().contains("/properties"));
    }

    @Test
    void namesTheScopeThatIsMissing() {
        RestClient.create(simulator.adminUrl())
                .put()
                .uri("/scopes")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("granted", List.of("crm.objects.contacts.read")))
                .retrieve()
                .toBodilessEntity();

        assertThatThrownBy(() -> setup.prepare(scope))
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED))
                .hasMessageContaining("crm.schemas.");
    }

    private RestClient account() {
        return RestClient.builder()
                .baseUrl(simulator.url())
                .defaultHeader("Authorization", "Bearer " + simulator.accessToken())
                .build();
    }
}
