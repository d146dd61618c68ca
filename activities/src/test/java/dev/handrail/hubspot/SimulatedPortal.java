package dev.handrail.hubspot;

import dev.handrail.connector.AccessTokens;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.simulator.hubspot.HubSpot;
import dev.handrail.simulator.ledger.Entry;
import dev.handrail.simulator.server.Simulator;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** A HubSpot account of a tenant, empty but for what the set-up makes and what every account has. */
final class SimulatedPortal implements AutoCloseable {

    final Simulator simulator = Simulator.start(HubSpot::new);
    final HubSpotSettings settings = HubSpotSettings.of(URI.create(simulator.url()));
    final AccessTokens tokens = always(simulator.accessToken());
    final HubSpotConnector crm;
    private final RestClient admin = RestClient.create(simulator.adminUrl());
    private final Map<RecordType, Mapping> mappings = Mapping.all(settings);

    SimulatedPortal(String tenant) {
        crm = new HubSpotConnector(settings, tokens, QuotaListener.NONE);
        set("quota", Map.of("perTenSeconds", 10_000_000, "perDay", 10_000_000, "searchesPerSecond", 10_000_000));
        new HubSpotSetup(settings, tokens).prepare(new Scope(tenant, "agent:test", "setup"));
        simulator.ledger().clear();
    }

    static AccessTokens always(String token) {
        return new AccessTokens() {
            @Override
            public String current() {
                return token;
            }

            @Override
            public String after(String refused) {
                return token;
            }
        };
    }

    void set(String what, Map<String, ?> values) {
        admin.put()
                .uri("/" + what)
                .contentType(MediaType.APPLICATION_JSON)
                .body(values)
                .retrieve()
                .toBodilessEntity();
    }

    void searchAtOnce() {
        set("indexing", Map.of("delayMillis", 0));
    }

    /** The calls since the last time this was asked, as method and path. */
    List<String> calls() {
        List<String> calls = simulator.ledger().requests().stream()
                .map(asked -> asked.method() + " " + asked.target().replaceAll("\\?.*", ""))
                .toList();
        simulator.ledger().clear();
        return calls;
    }

    List<Entry.Effect> effects() {
        return simulator.ledger().effects();
    }

    void edit(Ref ref, String field, Object value) {
        Field mapped = Objects.requireNonNull(mappings.get(ref.type())).field(field);
        editProperty(
                ref,
                Objects.requireNonNull(mapped.property()),
                String.valueOf(mapped.kind().write(value)));
    }

    /** By HubSpot's own names, as a person who knows nothing of Handrail. */
    void editProperty(Ref ref, String property, String value) {
        admin.patch()
                .uri("/records/{type}/{id}", object(ref), ref.id())
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of(property, value))
                .retrieve()
                .toBodilessEntity();
    }

    String property(Ref ref, String property) {
        return Objects.requireNonNull(RestClient.create(simulator.url())
                        .get()
                        .uri("/crm/v3/objects/{type}/{id}?properties={property}", object(ref), ref.id(), property)
                        .headers(headers -> headers.setBearerAuth(simulator.accessToken()))
                        .retrieve()
                        .body(JsonNode.class))
                .path("properties")
                .path(property)
                .asString();
    }

    private String object(Ref ref) {
        return Objects.requireNonNull(mappings.get(ref.type())).object();
    }

    void restore(Ref ref) {
        admin.post()
                .uri("/restored/{type}/{id}", object(ref), ref.id())
                .retrieve()
                .toBodilessEntity();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
