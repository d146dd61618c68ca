package dev.handrail.simulator.salesforce.login;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.salesforce.data.Org;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signing in over OAuth 2. */
public final class OAuth {

    public static final String CLIENT_ID = "handrail-simulator";
    public static final String CLIENT_SECRET = "handrail-simulator-secret";
    public static final String PASSWORD = "simulator-password";

    private static final String JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Set<String> AUDIENCES = Set.of("https://login.salesforce.com", "https://test.salesforce.com");
    private static final Duration LONGEST_ASSERTION = Duration.ofMinutes(5);

    private static final class Denied extends RuntimeException {
        private final String error;

        private Denied(String error, String description) {
            super(description, null, false, false);
            this.error = error;
        }
    }

    private final Org org;
    private final Sessions sessions;
    private final InstantSource clock;
    private final Map<String, ConnectedApp> apps = new HashMap<>();
    private final Set<String> codes = new HashSet<>();

    public OAuth(Org org, Sessions sessions, InstantSource clock) {
        this.org = org;
        this.sessions = sessions;
        this.clock = clock;
        register(CLIENT_ID, CLIENT_SECRET, null);
    }

    /**
     * Lets a program sign in, or changes how it does.
     *
     * @param certificate PEM of a certificate or RSA public key, null when it signs nothing itself
     */
    public void register(String clientId, String clientSecret, @Nullable String certificate) {
        apps.put(clientId, ConnectedApp.of(clientId, clientSecret, certificate));
    }

    public void addRoutes(Router router) {
        router.on("POST", "/services/oauth2/token", call -> token(call.request()))
                .on("GET", "/services/oauth2/token", call -> token(call.request()))
                .on("POST", "/services/oauth2/revoke", call -> revoke(call.request()))
                .on("GET", "/services/oauth2/revoke", call -> revoke(call.request()))
                .on("GET", "/services/oauth2/authorize", call -> authorize(call.request()));
    }

    private static String parameter(Request request, String name) {
        return request.query(name)
                .or(() -> Optional.ofNullable(request.form().get(name)).map(List::getFirst))
                .orElse("");
    }

    private Answer token(Request request) {
        try {
            return switch (parameter(request, "grant_type")) {
                case "client_credentials" -> granted(request, client(request), false);
                case "password" -> {
                    ConnectedApp app = client(request);
                    requireUser(parameter(request, "username"), parameter(request, "password"));
                    yield granted(request, app, false);
                }
                case "authorization_code" -> {
                    ConnectedApp app = client(request);
                    if (!codes.remove(parameter(request, "code"))) {
                        throw new Denied("invalid_grant", "expired authorization code");
                    }
                    yield granted(request, app, true);
                }
                case "refresh_token" -> {
                    ConnectedApp app = app(parameter(request, "client_id"));
                    if (!sessions.refreshable(parameter(request, "refresh_token"))) {
                        throw new Denied("invalid_grant", "expired access/refresh token");
                    }
                    yield granted(request, app, false);
                }
                case JWT -> granted(request, vouched(request), false);
                default -> throw new Denied("unsupported_grant_type", "grant type not supported");
            };
        } catch (Denied e) {
            return denied(e);
        }
    }

    private static Answer denied(Denied e) {
        return Answer.json(400, Map.of("error", e.error, "error_description", String.valueOf(e.getMessage())));
    }

    private ConnectedApp client(Request request) {
        String id = parameter(request, "client_id");
        String secret = parameter(request, "client_secret");
        String basic = request.header("Authorization")
                .filter(header -> header.startsWith("Basic "))
                .orElse("");
        if (!basic.isEmpty()) {
            String pair = new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8);
            id = pair.substring(0, Math.max(0, pair.indexOf(':')));
            secret = pair.substring(pair.indexOf(':') + 1);
        }
        ConnectedApp app = app(id);
        if (!app.clientSecret().equals(secret)) throw new Denied("invalid_client", "invalid client credentials");
        return app;
    }

    private ConnectedApp app(String clientId) {
        ConnectedApp app = apps.get(clientId);
        if (app == null) throw new Denied("invalid_client_id", "client identifier invalid");
        return app;
    }

    private void requireUser(String username, String password) {
        if (!goodPassword(username, password)) throw new Denied("invalid_grant", "authentication failure");
    }

    public boolean goodPassword(String username, String password) {
        return username.equals(org.user().text("Username")) && password.equals(PASSWORD);
    }

    private ConnectedApp vouched(Request request) {
        Assertion assertion;
        try {
            assertion = Assertion.parse(parameter(request, "assertion"));
        } catch (IllegalArgumentException e) {
            throw new Denied("invalid_grant", "invalid assertion");
        }
        ConnectedApp app = app(assertion.claim("iss"));
        if (app.key() == null || !assertion.signedBy(app.key())) {
            throw new Denied("invalid_grant", "invalid assertion");
        }
        String audience = assertion.claim("aud");
        if (!AUDIENCES.contains(audience) && !audience.equals(request.baseUrl())) {
            throw new Denied("invalid_grant", "audience is invalid");
        }
        Instant expiry = Instant.ofEpochSecond(assertion.expiry());
        Instant now = clock.instant();
        if (!expiry.isAfter(now) || expiry.isAfter(now.plus(LONGEST_ASSERTION))) {
            throw new Denied("invalid_grant", "expired assertion");
        }
        if (!assertion.claim("sub").equals(org.user().text("Username"))) {
            throw new Denied("invalid_grant", "user hasn't approved this consumer");
        }
        return app;
    }

    private Answer granted(Request request, ConnectedApp app, boolean refreshable) {
        String identity = request.baseUrl() + "/id/" + org.id() + "/" + org.userId();
        String issued = String.valueOf(clock.instant().toEpochMilli());
        var token = new LinkedHashMap<String, Object>();
        token.put("access_token", sessions.begin());
        if (refreshable) token.put("refresh_token", sessions.beginRefresh());
        token.put("signature", signature(app, identity + issued));
        token.put("scope", refreshable ? "refresh_token api" : "api");
        token.put("instance_url", request.baseUrl());
        token.put("id", identity);
        token.put("token_type", "Bearer");
        token.put("issued_at", issued);
        return Answer.json(200, token);
    }

    private static String signature(ConnectedApp app, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(app.clientSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer revoke(Request request) {
        return sessions.end(parameter(request, "token"))
                ? Answer.empty(200)
                : denied(new Denied("invalid_token", "the token is invalid"));
    }

    /** Approves at once, as if a person had signed in and agreed. */
    private Answer authorize(Request request) {
        if (!apps.containsKey(parameter(request, "client_id"))) {
            return denied(new Denied("invalid_client_id", "client identifier invalid"));
        }
        String code = "aPrx" + Sessions.random();
        codes.add(code);
        String state = request.query("state")
                .map(value -> "&state=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
                .orElse("");
        return Answer.empty(302).with("Location", parameter(request, "redirect_uri") + "?code=" + code + state);
    }
}
