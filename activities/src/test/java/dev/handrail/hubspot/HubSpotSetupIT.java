package dev.handrail.hubspot;

import static dev.handrail.connector.ContractSamples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.connector.ContractSamples;
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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** An account is prepared on request only, and once. */
class HubSpotSetupIT {

    private static final List<String> SCOPES = Stream.of("contacts", "companies", "deals")
            .flatMap(type -> Stream.of("crm.objects." + type, "crm.schemas." + type))
            .flatMap(scope -> Stream.of(scope + ".read", scope + ".write", "crm.objects.owners.read"))
            .distinct()
            .toList();

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

        assertThat(first.created()).containsOnlyKeys("contacts", "companies", "deals", "tasks", "notes");
        assertThat(first.created().values())
                .allSatisfy(names -> assertThat(names).contains("handrail_external_id"));
        assertThat(first.created().get("contacts"))
                .contains("handrail_ai_fit_score", "handrail_ai_intent", "handrail_tags", "handrail_conversion_key");
        assertThat(first.alreadyThere()).isEmpty();
        assertThat(first.unfit()).isEmpty();
        assertThat(first.missingScopes()).isEmpty();
        assertThat(second).isEqualTo(new Preparation(Map.of(), first.created(), List.of(), List.of()));
        assertThat(simulator.ledger().effects()).isEmpty();
        assertThat(simulator.ledger().requests())
                .noneMatch(request -> request.method().equals("POST"));
    }

    @Test
    void makesOnlyWhatIsMissing() {
        setup.prepare(scope);
        account()
                .delete()
                .uri("/crm/v3/properties/contacts/handrail_tags")
                .retrieve()
                .toBodilessEntity();

        assertThat(setup.prepare(scope).created()).isEqualTo(Map.of("contacts", List.of("handrail_tags")));
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
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.NOT_PREPARED))
                .hasMessageContaining("handrail_external_id")
                .hasMessageContaining("crm setup");
        assertThatThrownBy(() -> crm.findByKey(scope, RecordType.TASK, key()))
                .isInstanceOf(CrmFailure.class)
                .hasMessageContaining("crm setup");
        assertThatThrownBy(() -> crm.probe(scope)).hasMessageContaining("crm setup");
        assertThat(simulator.ledger().requests())
                .noneMatch(request -> request.target().contains("/properties"));

        setup.prepare(scope);
        crm.probe(scope);
    }

    @Test
    void makesEverythingOnceWhenManyPrepareTheSameAccountAtOnce() {
        tell("quota", Map.of("perTenSeconds", 10_000_000));

        List<String> made =
                ContractSamples.atOnce(_ -> () -> setup.prepare(scope).unfit().toString());

        assertThat(made).containsOnly("[]");
        assertThat(setup.prepare(scope).created()).isEmpty();
    }

    @Test
    void namesAllScopesThatAreMissingWhenItCannotGoOn() {
        grant(scope -> scope.equals("crm.objects.contacts.read") || scope.equals("crm.schemas.contacts.read"));

        assertThatThrownBy(() -> setup.prepare(scope))
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED))
                .hasMessageContainingAll(
                        "crm.schemas.contacts.write",
                        "crm.schemas.companies.read",
                        "crm.schemas.companies.write",
                        "crm.schemas.deals.read",
                        "crm.schemas.deals.write",
                        "crm.objects.contacts.write",
                        "crm.objects.companies.read",
                        "crm.objects.companies.write",
                        "crm.objects.deals.read",
                        "crm.objects.deals.write",
                        "crm.objects.owners.read")
                .message()
                .doesNotContain("crm.objects.contacts.read", "crm.schemas.contacts.read");
        grant(_ -> true);
        assertThat(setup.prepare(scope).missingScopes()).isEmpty();
    }

    @Test
    void saysWhatTheDailyWorkLacksThoughAllIsMade() {
        grant(scope -> !scope.equals("crm.objects.deals.write") && !scope.equals("crm.objects.owners.read"));

        Preparation preparation = setup.prepare(scope);

        assertThat(preparation.created()).containsKey("deals");
        assertThat(preparation.missingScopes()).containsExactly("crm.objects.deals.write", "crm.objects.owners.read");
    }

    @Test
    void needsNothingToWriteSchemasWithOnceAllIsMade() {
        setup.prepare(scope);
        grant(scope -> !scope.startsWith("crm.schemas.") || scope.endsWith(".read"));

        assertThat(setup.prepare(scope).missingScopes()).isEmpty();
    }

    @Test
    void saysThatTheTokenIsNotGoodRatherThanThatItLacksScopes() {
        HubSpotSetup revoked = new HubSpotSetup(settings, SimulatedPortal.always("pat-revoked"));

        assertThatThrownBy(() -> revoked.prepare(scope))
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED))
                .hasMessageContaining("credentials")
                .message()
                .doesNotContain("crm.");
    }

    private void grant(Predicate<String> granted) {
        tell("scopes", Map.of("granted", SCOPES.stream().filter(granted).toList()));
    }

    private void tell(String what, Map<String, ?> values) {
        RestClient.create(simulator.adminUrl())
                .put()
                .uri("/" + what)
                .contentType(MediaType.APPLICATION_JSON)
                .body(values)
                .retrieve()
                .toBodilessEntity();
    }

    private RestClient account() {
        return RestClient.builder()
                .baseUrl(simulator.url())
                .defaultHeader("Authorization", "Bearer " + simulator.accessToken())
                .build();
    }
}
