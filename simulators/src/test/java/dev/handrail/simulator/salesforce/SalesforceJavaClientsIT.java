package dev.handrail.simulator.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.force.api.ApiConfig;
import com.force.api.ApiException;
import com.force.api.ApiSession;
import com.force.api.CreateOrUpdateResult;
import com.force.api.ForceApi;
import com.sforce.soap.partner.DuplicateError;
import com.sforce.soap.partner.LeadConvert;
import com.sforce.soap.partner.LeadConvertResult;
import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.StatusCode;
import com.sforce.soap.partner.fault.LoginFault;
import com.sforce.soap.partner.fault.UnexpectedErrorFault;
import com.sforce.ws.ConnectionException;
import com.sforce.ws.ConnectorConfig;
import dev.handrail.simulator.fault.Fault;
import dev.handrail.simulator.fault.FaultKind;
import dev.handrail.simulator.ledger.Action;
import dev.handrail.simulator.ledger.Entry;
import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.login.OAuth;
import dev.handrail.simulator.server.Simulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** force-rest-api and Salesforce's own WSC take the simulator for the real one. */
class SalesforceJavaClientsIT {

    private final Simulator simulator = Simulator.start(Salesforce::new);
    private final ForceApi rest = new ForceApi(
            new ApiConfig().setApiVersionString("v66.0").setRequestTimeout(10_000),
            new ApiSession(simulator.accessToken(), simulator.url()));

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void createsReadsChangesAndDeletes() {
        String id = rest.createSObject("Lead", Map.of("LastName", "Reyes", "Company", "Acme"));
        rest.updateSObject("Lead", id, Map.of("FirstName", "Dana"));
        assertThat(read("Lead", id)).containsEntry("Name", "Dana Reyes");
        rest.deleteSObject("Lead", id);
        assertThatThrownBy(() -> read("Lead", id)).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void upsertsByExternalIdOverItsTunneledPatch() {
        assertThat(rest.createOrUpdateSObject("Lead", "External_ID__c", "k-1", Map.of("LastName", "a", "Company", "c")))
                .isEqualTo(CreateOrUpdateResult.CREATED);
        assertThat(rest.createOrUpdateSObject("Lead", "External_ID__c", "k-1", Map.of("LastName", "b")))
                .isEqualTo(CreateOrUpdateResult.UPDATED);
        assertThat(simulator.ledger().requests())
                .extracting(Entry.Asked::method)
                .containsOnly("POST");
        assertThat(rest.query("SELECT LastName FROM Lead").getRecords().getFirst())
                .containsEntry("LastName", "b");
    }

    @Test
    void queriesDescribesAndReachesAnyResource() {
        rest.createSObject("Account", Map.of("Name", "O'Brien & Söhne + 1"));
        assertThat(rest.query("SELECT Id FROM Account WHERE Name = 'O\\'Brien & Söhne + 1'")
                        .getTotalSize())
                .isEqualTo(1);
        assertThat(rest.describeSObject("Lead").getFields())
                .anySatisfy(field -> assertThat(field.getName()).isEqualTo("External_ID__c"));
        assertThat(rest.describeSObjectIfModified("Lead", new Date())).isNull();
        assertThat(rest.describeGlobal().getSObjects()).isNotEmpty();
        assertThat(rest.getIdentity().getUsername()).isEqualTo(Org.USERNAME);
        assertThat(rest.get("/limits")
                        .as(JsonNode.class)
                        .path("DailyApiRequests")
                        .path("Max")
                        .asInt())
                .isEqualTo(15000);
    }

    @Test
    void getsTheRefusalAsItCame() {
        ApiException refusal =
                catchThrowableOfType(ApiException.class, () -> rest.createSObject("Lead", Map.of("LastName", "x")));
        assertThat(refusal.getCode()).isEqualTo(400);
        assertThat(JsonMapper.shared()
                        .readTree(refusal.getMessage())
                        .path(0)
                        .path("errorCode")
                        .asString())
                .isEqualTo("REQUIRED_FIELD_MISSING");
    }

    @Test
    void signsInWithAPasswordAndAgainWhenTheSessionEnds() {
        var signedIn = new ForceApi(new ApiConfig()
                .setApiVersionString("v66.0")
                .setLoginEndpoint(simulator.url())
                .setClientId(OAuth.CLIENT_ID)
                .setClientSecret(OAuth.CLIENT_SECRET)
                .setUsername(Org.USERNAME)
                .setPassword(OAuth.PASSWORD));
        String first = signedIn.getSession().getAccessToken();
        simulator.reset();
        assertThat(signedIn.query("SELECT Id FROM User").getTotalSize()).isEqualTo(2);
        assertThat(signedIn.getSession().getAccessToken()).isNotEqualTo(first);
    }

    @Test
    void aCutConnectionHasOneEffectUnderTheKey() {
        simulator
                .faults()
                .add(Fault.of(FaultKind.CUT_AFTER).on("POST", "/sobjects/Lead").times(1));
        Map<String, Object> lead = new HashMap<>(Map.of("LastName", "a", "Company", "c"));
        assertThatThrownBy(() -> rest.createOrUpdateSObject("Lead", "External_ID__c", "k-1", lead));

        assertThat(simulator.ledger().effects())
                .extracting(Entry.Effect::externalId)
                .containsExactly("k-1");
        assertThat(rest.createOrUpdateSObject("Lead", "External_ID__c", "k-1", lead))
                .isEqualTo(CreateOrUpdateResult.UPDATED);
        assertThat(simulator.ledger().summary().repeated()).isEmpty();
    }

    @Test
    void convertsALeadOverWsc() throws ConnectionException {
        PartnerConnection soap = soap();
        String lead = rest.createSObject("Lead", Map.of("LastName", "Reyes", "Company", "Acme"));

        LeadConvertResult converted = soap.convertLead(new LeadConvert[] {wanted(lead)})[0];
        assertThat(converted.isSuccess()).isTrue();
        assertThat(converted.getErrors()).isEmpty();
        assertThat(read("Opportunity", converted.getOpportunityId()))
                .containsEntry("AccountId", converted.getAccountId());
        assertThat(read("Contact", converted.getContactId())).containsEntry("LastName", "Reyes");

        LeadConvertResult again = soap.convertLead(new LeadConvert[] {wanted(lead)})[0];
        assertThat(again.isSuccess()).isFalse();
        assertThat(again.getErrors()[0].getStatusCode().name()).isEqualTo("CANNOT_UPDATE_CONVERTED_LEAD");
        assertThat(simulator.ledger().effects())
                .filteredOn(effect -> effect.action() == Action.CONVERTED)
                .hasSize(1);
    }

    @Test
    void convertsWithoutAnOpportunityIntoAnAccountThatIsThere() throws ConnectionException {
        String account = rest.createSObject("Account", Map.of("Name", "Acme"));
        LeadConvert wanted = wanted(rest.createSObject("Lead", Map.of("LastName", "Reyes", "Company", "Acme")));
        wanted.setAccountId(account);
        wanted.setDoNotCreateOpportunity(true);

        LeadConvertResult converted = soap().convertLead(new LeadConvert[] {wanted})[0];
        assertThat(converted.getAccountId()).isEqualTo(account);
        assertThat(converted.getOpportunityId()).isNull();
    }

    @Test
    void wscIsToldWhatADuplicateRuleFound() throws Exception {
        var person = Map.of("LastName", "Reyes", "Company", "Acme", "Email", "dana@example.com");
        String other = rest.createSObject("Lead", person);
        String lead = rest.createSObject("Lead", person);
        var rule = HttpRequest.newBuilder(URI.create(simulator.adminUrl() + "/duplicate-rule"))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"active\": true, \"allowSave\": true}"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(rule, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
        PartnerConnection soap = soap();

        var refused = soap.convertLead(new LeadConvert[] {wanted(lead)})[0].getErrors()[0];
        assertThat(refused.getStatusCode()).isEqualTo(StatusCode.DUPLICATES_DETECTED);
        assertThat(refused).isInstanceOfSatisfying(DuplicateError.class, error -> {
            assertThat(error.getDuplicateResult().isAllowSave()).isTrue();
            assertThat(error.getDuplicateResult().getMatchResults()[0].getMatchRecords())
                    .extracting(match -> match.getRecord().getId())
                    .contains(other);
        });

        soap.setDuplicateRuleHeader(true, false, false);
        assertThat(soap.convertLead(new LeadConvert[] {wanted(lead)})[0].isSuccess())
                .isTrue();
    }

    @Test
    void wscSignsInAndKnowsTheFaults() throws ConnectionException {
        var signedIn = new PartnerConnection(credentials(OAuth.PASSWORD));
        assertThat(signedIn.getUserInfo().getUserName()).isEqualTo(Org.USERNAME);
        assertThat(signedIn.getServerTimestamp().getTimestamp().toInstant())
                .isBefore(simulator.clock().instant());
        signedIn.logout();
        assertThatThrownBy(signedIn::getUserInfo)
                .isInstanceOfSatisfying(
                        UnexpectedErrorFault.class,
                        fault -> assertThat(fault.getExceptionCode().name()).isEqualTo("INVALID_SESSION_ID"));

        assertThatThrownBy(() -> new PartnerConnection(credentials("wrong"))).isInstanceOf(LoginFault.class);
    }

    private ConnectorConfig credentials(String password) {
        var config = new ConnectorConfig();
        config.setAuthEndpoint(simulator.url() + "/services/Soap/u/65.0");
        config.setUsername(Org.USERNAME);
        config.setPassword(password);
        return config;
    }

    private Map<String, Object> read(String type, String id) {
        var values = new HashMap<String, Object>();
        rest.getSObject(type, id).asMap().forEach((name, value) -> values.put(String.valueOf(name), value));
        return values;
    }

    private PartnerConnection soap() throws ConnectionException {
        var config = new ConnectorConfig();
        config.setServiceEndpoint(simulator.url() + "/services/Soap/u/65.0");
        config.setSessionId(simulator.accessToken());
        return new PartnerConnection(config);
    }

    private static LeadConvert wanted(String lead) {
        var wanted = new LeadConvert();
        wanted.setLeadId(lead);
        wanted.setConvertedStatus("Closed - Converted");
        return wanted;
    }
}
