package dev.handrail.simulator.hubspot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who may call: the private app's token and those that OAuth hands out. */
final class AccessTokens {

    /**
     * A token that lets in.
     *
     * @param privateApp whether the daily limit counts for it
     * @param expiresAt null for one that stays good until it is revoked
     */
    record AccessToken(
            String value, boolean privateApp, @Nullable Instant expiresAt) {}

    static final String PRIVATE_APP = "pat-na1-5117a7ed-0000-4000-8000-handrail0001";
    static final String CLIENT_ID = "5117a7ed-c11e-4000-8000-handrail0001";
    static final String CLIENT_SECRET = "5117a7ed-5ec4-4000-8000-handrail0001";
    static final String CODE = "5117a7ed-c0de-4000-8000-handrail0001";
    static final String REFRESH_TOKEN = "na1-5117a7ed-4ef4-4000-8000-handrail0001";
    static final Duration LIFETIME = Duration.ofMinutes(30);

    private final InstantSource clock;
    private final Map<String, AccessToken> access = new LinkedHashMap<>();
    private final Set<String> refresh = new TreeSet<>();
    private Set<String> scopes = new TreeSet<>(Scopes.ALL);

    AccessTokens(InstantSource clock) {
        this.clock = clock;
        access.put(PRIVATE_APP, new AccessToken(PRIVATE_APP, true, null));
        refresh.add(REFRESH_TOKEN);
    }

    /** @throws HubSpotError 401 */
    AccessToken require(Optional<String> authorization) {
        String value = authorization
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip())
                .orElse("");
        AccessToken token = access.get(value);
        if (token == null) {
            throw HubSpotError.of(
                            401,
                            "INVALID_AUTHENTICATION",
                            "Authentication credentials not found. This API supports OAuth 2.0 authentication and you"
                                    + " can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview")
                    .link("api key", "https://app.hubspot.com/l/api-key/");
        }
        Instant now = clock.instant();
        if (token.expiresAt != null && token.expiresAt.isBefore(now)) {
            long ago = Duration.between(token.expiresAt, now).toSeconds();
            throw HubSpotError.of(
                            401,
                            "EXPIRED_AUTHENTICATION",
                            "The OAuth token used to make this call expired " + ago + " second(s) ago.")
                    .context("expire time", token.expiresAt.toString());
        }
        return token;
    }

    AccessToken issueOAuth() {
        return add(UUID.randomUUID().toString(), false, clock.instant().plus(LIFETIME));
    }

    /** One more token of the private app, as a rotation in HubSpot's settings gives it. */
    AccessToken issuePrivateApp() {
        return add("pat-na1-" + UUID.randomUUID(), true, null);
    }

    Optional<AccessToken> find(String value) {
        return Optional.ofNullable(access.get(value));
    }

    List<AccessToken> all() {
        return List.copyOf(access.values());
    }

    boolean revoke(String value) {
        return access.remove(value) != null;
    }

    boolean knowsRefreshToken(String value) {
        return refresh.contains(value);
    }

    boolean revokeRefreshToken(String value) {
        return refresh.remove(value);
    }

    Set<String> scopes() {
        return scopes;
    }

    void grant(Set<String> granted) {
        scopes = new TreeSet<>(granted);
    }

    private AccessToken add(String value, boolean privateApp, @Nullable Instant expiresAt) {
        var token = new AccessToken(value, privateApp, expiresAt);
        access.put(value, token);
        return token;
    }
}
