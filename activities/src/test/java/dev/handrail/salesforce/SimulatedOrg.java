package dev.handrail.salesforce;

import dev.handrail.connector.AccessTokens;
import dev.handrail.simulator.ledger.Entry;
import dev.handrail.simulator.salesforce.Salesforce;
import dev.handrail.simulator.server.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A simulated org, steered over its admin path. */
final class SimulatedOrg {

    static final String CLIENT_ID = "handrail-simulator";
    static final String CLIENT_SECRET = "handrail-simulator-secret";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final Simulator simulator = Simulator.start(Salesforce::new);

    void reset() {
        simulator.reset();
    }

    URI url() {
        return URI.create(simulator.url());
    }

    SalesforceSignIn signIn() {
        return SalesforceSignIns.clientCredentials(url(), CLIENT_ID, () -> CLIENT_SECRET);
    }

    /** Signed in from the start and for good. */
    SalesforceSignIn fixed() {
        String token = simulator.accessToken();
        return SalesforceSignIns.withTokens(url(), new AccessTokens() {
            @Override
            public String current() {
                return token;
            }

            @Override
            public String after(String refused) {
                return token;
            }
        });
    }

    JsonNode admin(String method, String path, Object body) {
        return ask(
                method,
                simulator.adminUrl() + path,
                "application/json",
                JsonMapper.shared().writeValueAsString(body));
    }

    JsonNode seed(String object, Map<String, Object> fields) {
        return admin("POST", "/records/" + object, fields).path(0);
    }

    JsonNode records(String object) {
        return ask("GET", simulator.adminUrl() + "/records/" + object, "application/json", "");
    }

    String soap(String operation) {
        String envelope = """
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com">
                <soapenv:Header><SessionHeader><sessionId>%s</sessionId></SessionHeader></soapenv:Header>
                <soapenv:Body>%s</soapenv:Body></soapenv:Envelope>""".formatted(simulator.accessToken(), operation);
        return text("POST", simulator.url() + "/services/Soap/u/65.0", "text/xml", envelope);
    }

    /** Requests that reached the org, those to the admin path left out. */
    List<Entry.Asked> requests() {
        return simulator.ledger().requests();
    }

    private static JsonNode ask(String method, String url, String type, String body) {
        String answer = text(method, url, type, body);
        return answer.isEmpty()
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(answer);
    }

    private static String text(String method, String url, String type, String body) {
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .header("Content-Type", type)
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new AssertionError(response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
