package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.hubspot.AccessTokens.AccessToken;
import dev.handrail.simulator.ledger.Effects;
import dev.handrail.simulator.server.Crm;
import dev.handrail.simulator.server.Records;
import dev.handrail.simulator.server.SimulatorClock;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** HubSpot with its state in memory. */
public final class HubSpot implements Crm {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final SimulatorClock clock;
    private Portal portal;
    private Router router;
    private Scopes scopes;

    public HubSpot(SimulatorClock clock) {
        this.clock = clock;
        portal = new Portal(clock);
        router = routes(portal);
        scopes = new Scopes(portal.types);
    }

    @Override
    public String accessToken() {
        return AccessTokens.PRIVATE_APP;
    }

    @Override
    public Answer answer(Request request, Effects effects) {
        portal.journal.begin(effects);
        Request numbered = DatedPaths.numbered(request);
        if (numbered.path().startsWith("/oauth/")) return routed(numbered);
        AccessToken token;
        try {
            token = portal.tokens.require(request.header("Authorization"));
        } catch (HubSpotError e) {
            return e.answer();
        }
        boolean search = numbered.path().matches("/crm/v3/objects/[^/]+/search/?");
        Answer answer = counted(numbered, search, token.privateApp());
        return portal.limits.withHeaders(answer, search, token.privateApp());
    }

    @Override
    public Answer failure(int status) {
        return Failures.answer(status);
    }

    @Override
    public Records records() {
        return new AdminRecords(portal);
    }

    @Override
    public ObjectNode quota() {
        return portal.limits.json();
    }

    @Override
    public void setQuota(JsonNode changes) {
        portal.limits.set(changes);
    }

    @Override
    public void addAdminRoutes(Router admin) {
        new AdminSwitches(() -> portal).addTo(admin);
    }

    @Override
    public void reset() {
        portal = new Portal(clock);
        router = routes(portal);
        scopes = new Scopes(portal.types);
    }

    private Answer counted(Request request, boolean search, boolean daily) {
        try {
            portal.limits.take(search, daily);
            scopes.required(request.method(), request.path())
                    .filter(scope -> !portal.tokens.scopes().contains(scope))
                    .ifPresent(scope -> {
                        throw Scopes.refusal(scope);
                    });
            requireJson(request);
        } catch (HubSpotError e) {
            return e.answer();
        } catch (Refused e) {
            return e.answer();
        }
        return routed(request);
    }

    private Answer routed(Request request) {
        try {
            return router.answer(request).orElseGet(() -> nothingThere(request));
        } catch (HubSpotError e) {
            return e.answer();
        } catch (Refused e) {
            return e.answer();
        }
    }

    private Answer nothingThere(Request request) {
        List<String> methods = router.methodsAt(request.path());
        if (methods.isEmpty()) {
            return HubSpotError.notFound("Nothing is served at " + request.path())
                    .answer();
        }
        return HubSpotError.of(405, "VALIDATION_ERROR", "Use one of " + methods + " at " + request.path())
                .answer()
                .with("Allow", String.join(", ", methods));
    }

    private static void requireJson(Request request) {
        if (!WITH_BODY.contains(request.method()) || request.body().length == 0) return;
        if (request.header("Content-Type").orElse("").contains("json")) return;
        throw HubSpotError.of(415, "VALIDATION_ERROR", "Unsupported Media Type: send application/json");
    }

    private static Router routes(Portal portal) {
        var router = new Router();
        var view = new ObjectView(portal);
        new SearchApi(portal, view).addTo(router);
        new ObjectBatchApi(portal, view).addTo(router);
        new ObjectsApi(portal, view).addTo(router);
        new AssociationsApi(portal).addTo(router);
        new AssociationBatchApi(portal).addTo(router);
        new AssociationLabelsApi(portal).addTo(router);
        new LegacyAssociationsApi(portal, view).addTo(router);
        new PropertiesApi(portal).addTo(router);
        new PipelinesApi(portal).addTo(router);
        new OwnersApi(portal).addTo(router);
        new SchemasApi(portal).addTo(router);
        new AccountApi(portal).addTo(router);
        new OAuthApi(portal).addTo(router);
        return router;
    }
}
