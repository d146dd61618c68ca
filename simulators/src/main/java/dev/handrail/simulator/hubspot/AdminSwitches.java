package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Switches that only this CRM has: how late its search is, its tokens, what its app was granted. */
final class AdminSwitches {

    /** The account of the moment: a reset makes a new one. */
    private final Supplier<Portal> portal;

    AdminSwitches(Supplier<Portal> portal) {
        this.portal = portal;
    }

    void addTo(Router router) {
        router.on("GET", "/_admin/indexing", call -> indexing())
                .on("PUT", "/_admin/indexing", this::setIndexing)
                .on("GET", "/_admin/scopes", call -> scopes())
                .on("PUT", "/_admin/scopes", this::grant)
                .on("GET", "/_admin/tokens", call -> tokens())
                .on("POST", "/_admin/tokens", this::issue)
                .on("DELETE", "/_admin/tokens/{token}", this::revoke)
                .on("GET", "/_admin/oauth", call -> oauth())
                .on("POST", "/_admin/restored/{type}/{id}", this::restore);
    }

    private Answer indexing() {
        return Answer.json(
                200,
                Json.object()
                        .put("delayMillis", portal.get().store.indexingDelay().toMillis()));
    }

    private Answer setIndexing(Call call) {
        JsonNode delay = call.request().json().path("delayMillis");
        if (!delay.isIntegralNumber() || delay.asLong() < 0) {
            throw new IllegalArgumentException("delayMillis is a number of milliseconds from 0 on");
        }
        portal.get().store.indexingDelay(Duration.ofMillis(delay.asLong()));
        return indexing();
    }

    private Answer scopes() {
        ObjectNode json = Json.object();
        json.set("granted", Json.strings(portal.get().tokens.scopes()));
        return Answer.json(200, json);
    }

    private Answer grant(Call call) {
        Set<String> granted = new TreeSet<>(Json.strings(call.request().json().path("granted")));
        for (String scope : granted) {
            if (!Scopes.ALL.contains(scope)) throw new IllegalArgumentException(scope + " is not one of " + Scopes.ALL);
        }
        portal.get().tokens.grant(granted);
        return scopes();
    }

    private Answer tokens() {
        List<ObjectNode> all = portal.get().tokens.all().stream()
                .map(token -> Json.object()
                        .put("accessToken", token.value())
                        .put("privateApp", token.privateApp())
                        .put(
                                "expiresAt",
                                token.expiresAt() == null
                                        ? null
                                        : token.expiresAt().toString()))
                .toList();
        return Answer.json(200, all);
    }

    /** {@code oauth} true for one that expires, else one more of the private app. */
    private Answer issue(Call call) {
        AccessTokens tokens = portal.get().tokens;
        boolean oauth = call.request().json().path("oauth").asBoolean(false);
        var issued = oauth ? tokens.issueOAuth() : tokens.issuePrivateApp();
        return Answer.json(201, Json.object().put("accessToken", issued.value()));
    }

    private Answer revoke(Call call) {
        if (portal.get().tokens.revoke(call.variable("token"))) return Answer.empty(204);
        throw new IllegalArgumentException("There is no such token");
    }

    /** Out of the recycle bin, as a person does in HubSpot's own pages; HubSpot has no call for it. */
    private Answer restore(Call call) {
        Portal account = portal.get();
        String id = call.variable("id");
        CrmObject archived = account.store
                .find(account.types.get(call.variable("type")), id)
                .filter(CrmObject::archived)
                .orElseThrow(() -> new IllegalArgumentException("Nothing with the id " + id + " is archived"));
        account.store.putIndexed(archived.restored(account.now()));
        return Answer.empty(204);
    }

    private Answer oauth() {
        return Answer.json(
                200,
                Json.object()
                        .put("clientId", AccessTokens.CLIENT_ID)
                        .put("clientSecret", AccessTokens.CLIENT_SECRET)
                        .put("code", AccessTokens.CODE)
                        .put("refreshToken", AccessTokens.REFRESH_TOKEN));
    }
}
