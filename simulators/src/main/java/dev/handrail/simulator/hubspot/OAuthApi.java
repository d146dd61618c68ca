package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import dev.handrail.simulator.hubspot.AccessTokens.AccessToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Hands out access tokens, at the v1, v3 and 2026-03 paths. No token is needed here. */
final class OAuthApi {

    private static final int USER_ID = 5_100_001;
    private static final int APP_ID = 1_234_567;

    private final Portal portal;
    private final AccessTokens tokens;

    OAuthApi(Portal portal) {
        this.portal = portal;
        tokens = portal.tokens;
    }

    void addTo(Router router) {
        router.on("POST", "/oauth/v1/token", call -> Answer.json(200, issue(fields(call.request()))))
                .on("POST", "/oauth/v3/token", call -> Answer.json(200, issue(fields(call.request()))))
                .on("POST", "/oauth/2026-03/token", call -> {
                    ObjectNode issued = issue(fields(call.request()));
                    issued.put("token_use", "access_token")
                            .put("hub_id", Portal.ID)
                            .put("user_id", USER_ID);
                    issued.set("scopes", Json.strings(tokens.scopes()));
                    return Answer.json(200, issued);
                })
                .on("POST", "/oauth/2026-03/token/introspect", call -> {
                    String token = fields(call.request()).getOrDefault("token", "");
                    return Answer.json(200, tokens.knowsRefreshToken(token) ? refreshInfo(token) : accessInfo(token));
                })
                .on("POST", "/oauth/2026-03/token/revoke", call -> {
                    String token = fields(call.request()).getOrDefault("token", "");
                    if (!tokens.revokeRefreshToken(token)) tokens.revoke(token);
                    return Answer.empty(200);
                })
                .on("GET", "/oauth/v1/access-tokens/{token}", call -> Answer.json(200, accessInfo(token(call))))
                .on("GET", "/oauth/v1/refresh-tokens/{token}", call -> {
                    if (!tokens.knowsRefreshToken(token(call))) throw refused("BAD_REFRESH_TOKEN", "refresh token");
                    return Answer.json(200, refreshInfo(token(call)));
                })
                .on("DELETE", "/oauth/v1/refresh-tokens/{token}", call -> {
                    tokens.revokeRefreshToken(token(call));
                    return Answer.empty(204);
                });
    }

    private ObjectNode issue(Map<String, String> fields) {
        if (!AccessTokens.CLIENT_ID.equals(fields.get("client_id"))) throw refused("BAD_CLIENT_ID", "client id");
        if (!AccessTokens.CLIENT_SECRET.equals(fields.get("client_secret"))) {
            throw refused("BAD_CLIENT_SECRET", "client secret");
        }
        switch (fields.getOrDefault("grant_type", "")) {
            case "refresh_token" -> {
                if (!tokens.knowsRefreshToken(fields.getOrDefault("refresh_token", ""))) {
                    throw refused("BAD_REFRESH_TOKEN", "refresh token");
                }
            }
            case "authorization_code" -> {
                if (!AccessTokens.CODE.equals(fields.get("code"))) throw refused("BAD_AUTH_CODE", "auth code");
            }
            default -> throw refused("BAD_GRANT_TYPE", "grant type");
        }
        return Json.object()
                .put("token_type", "bearer")
                .put("refresh_token", AccessTokens.REFRESH_TOKEN)
                .put("access_token", tokens.issueOAuth().value())
                .put("expires_in", AccessTokens.LIFETIME.toSeconds());
    }

    private ObjectNode accessInfo(String value) {
        AccessToken token = tokens.find(value)
                .orElseThrow(() -> HubSpotError.notFound("The access token is not known, or it was revoked"));
        long left = token.expiresAt() == null
                ? AccessTokens.LIFETIME.toSeconds()
                : Math.max(0, Duration.between(portal.now(), token.expiresAt()).toSeconds());
        return info(value, "access")
                .put("expires_in", left)
                .put("is_private_distribution", token.privateApp())
                .put("app_id", APP_ID);
    }

    private ObjectNode refreshInfo(String value) {
        return info(value, "refresh").put("client_id", AccessTokens.CLIENT_ID);
    }

    private ObjectNode info(String value, String use) {
        ObjectNode info = Json.object()
                .put("token", value)
                .put("active", true)
                .put("user", "admin@example.com")
                .put("hub_domain", "example.com")
                .put("hub_id", Portal.ID)
                .put("user_id", USER_ID)
                .put("token_type", use)
                .put("token_use", use + "_token");
        info.set("scopes", Json.strings(tokens.scopes()));
        return info;
    }

    /** A form as HubSpot's guide wants it; some clients send the same as JSON. */
    private static Map<String, String> fields(Request request) {
        if (request.header("Content-Type").orElse("").contains("json")) {
            Body body = Body.of(request);
            return List.copyOf(body.json().propertyNames()).stream()
                    .collect(Collectors.toMap(
                            Function.identity(), name -> body.text(name).orElse("")));
        }
        return request.form().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getFirst()));
    }

    private static Refused refused(String status, String what) {
        return new Refused(Answer.json(
                400,
                Json.object()
                        .put("status", status)
                        .put("message", "missing or unknown " + what)
                        .put("correlationId", UUID.randomUUID().toString())));
    }

    private static String token(Call call) {
        return call.variable("token");
    }
}
