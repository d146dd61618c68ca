package dev.handrail.simulator.salesforce;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.ledger.Effects;
import dev.handrail.simulator.salesforce.data.LeadConversion;
import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Unit;
import dev.handrail.simulator.salesforce.data.Writes;
import dev.handrail.simulator.salesforce.login.Identity;
import dev.handrail.simulator.salesforce.login.OAuth;
import dev.handrail.simulator.salesforce.login.Sessions;
import dev.handrail.simulator.salesforce.query.Queries;
import dev.handrail.simulator.salesforce.query.Searches;
import dev.handrail.simulator.salesforce.rest.Errors;
import dev.handrail.simulator.salesforce.rest.RestApi;
import dev.handrail.simulator.salesforce.soap.SoapApi;
import dev.handrail.simulator.server.Crm;
import dev.handrail.simulator.server.Records;
import dev.handrail.simulator.server.SimulatorClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Salesforce with its state in memory: REST of any version, the SOAP calls that REST lacks, OAuth. */
public final class Salesforce implements Crm {

    /** Everything that a reset makes anew. */
    private static final class State {
        private final Org org;
        private final Sessions sessions;
        private final Quota quota;
        private final Records records;
        private final RestApi rest;
        private final SoapApi soap;
        private final Setup setup;
        private final Router login = new Router();

        private State(SimulatorClock clock) {
            org = new Org(clock.instant());
            sessions = new Sessions(org.id());
            quota = new Quota(clock);
            var writes = new Writes(org);
            var queries = new Queries(org, clock);
            var searches = new Searches(org, clock);
            var oauth = new OAuth(org, sessions, clock);
            oauth.addRoutes(login);
            records = new OrgRecords(org, writes, clock);
            rest = new RestApi(org, writes, queries, searches, quota::limits, quota::take);
            soap = new SoapApi(org, writes, new LeadConversion(org, writes), sessions, oauth);
            setup = new Setup(org, queries, searches, oauth, sessions, clock);
        }
    }

    private final SimulatorClock clock;
    private final String accessToken;
    private State state;

    public Salesforce(SimulatorClock clock) {
        this.clock = clock;
        state = new State(clock);
        accessToken = state.sessions.begin();
    }

    @Override
    public String accessToken() {
        return accessToken;
    }

    @Override
    public Answer answer(Request request, Effects effects) {
        String path = request.path();
        if (path.startsWith("/services/Soap/")) return soap(request, effects);
        if (path.matches("/services/data/?")) return RestApi.versions();
        return state.login.answer(request).orElseGet(() -> signedIn(request, effects));
    }

    private Answer signedIn(Request request, Effects effects) {
        try {
            requireSession(request);
            if (request.path().startsWith("/services/oauth2/userinfo")) {
                return Answer.json(200, Identity.userInfo(state.org, request.baseUrl()));
            }
            if (request.path().startsWith("/id/")) {
                return Answer.json(200, Identity.described(state.org, request.baseUrl()));
            }
        } catch (Refusal e) {
            return Errors.answer(e);
        }
        return counted(request, effects).with("Sforce-Limit-Info", state.quota.told());
    }

    private Answer counted(Request request, Effects effects) {
        try {
            state.quota.take();
        } catch (Refusal e) {
            return Errors.answer(e);
        }
        Answer answer = state.rest.answer(request, unit(effects));
        state.org.database().commit();
        return answer;
    }

    private void requireSession(Request request) {
        String header = request.header("Authorization").orElse("");
        int space = header.indexOf(' ');
        if (space < 0) throw Refusal.of(401, "INVALID_AUTH_HEADER", "Missing or malformed Authorization header");
        if (!state.sessions.good(header.substring(space + 1).strip())) {
            throw Refusal.of(401, "INVALID_SESSION_ID", "Session expired or invalid");
        }
    }

    private Answer soap(Request request, Effects effects) {
        try {
            if (SoapApi.counted(request)) state.quota.take();
            Answer answer = state.soap.answer(request, unit(effects));
            state.org.database().commit();
            return answer;
        } catch (Refusal e) {
            return SoapApi.fault("", "UnexpectedErrorFault", e.code(), e.getMessage());
        } catch (IllegalArgumentException e) {
            return SoapApi.fault("", "UnexpectedErrorFault", "INVALID_SOAP_ENVELOPE", String.valueOf(e.getMessage()));
        }
    }

    private Unit unit(Effects effects) {
        return new Unit(state.org.database(), effects, clock.instant(), state.org.userId(), false);
    }

    @Override
    public Answer failure(int status) {
        return Errors.answer(Refusal.of(status, "UNKNOWN_EXCEPTION", "An unexpected error occurred."));
    }

    @Override
    public Records records() {
        return state.records;
    }

    @Override
    public ObjectNode quota() {
        return state.quota.show();
    }

    @Override
    public void setQuota(JsonNode changes) {
        state.quota.change(changes);
    }

    @Override
    public void addAdminRoutes(Router router) {
        router.on(
                        "PUT",
                        "/_admin/duplicate-rule",
                        call -> state.setup.duplicateRule(call.request().json()))
                .on("GET", "/_admin/validation-rules", call -> state.setup.validationRules())
                .on(
                        "POST",
                        "/_admin/validation-rules",
                        call -> state.setup.addValidationRule(call.request().json()))
                .on("DELETE", "/_admin/validation-rules", call -> state.setup.dropValidationRules())
                .on(
                        "POST",
                        "/_admin/objects",
                        call -> state.setup.addObject(call.request().json()))
                .on(
                        "POST",
                        "/_admin/objects/{object}/fields",
                        call -> state.setup.putField(
                                call.variable("object"), call.request().json()))
                .on(
                        "PUT",
                        "/_admin/connected-apps/{clientId}",
                        call -> state.setup.putConnectedApp(
                                call.variable("clientId"), call.request().json()))
                .on(
                        "POST",
                        "/_admin/sessions/invalidate",
                        call -> state.setup.invalidateSessions(call.request().json()))
                .on(
                        "PUT",
                        "/_admin/search",
                        call -> state.setup.search(call.request().json()));
    }

    @Override
    public void reset() {
        state = new State(clock);
        state.sessions.admit(accessToken);
    }
}
