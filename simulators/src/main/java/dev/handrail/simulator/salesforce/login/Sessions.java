package dev.handrail.simulator.salesforce.login;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/** Access and refresh tokens that are good. */
public final class Sessions {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Set<String> access = new HashSet<>();
    private final Set<String> refresh = new HashSet<>();
    private final String orgId;

    public Sessions(String orgId) {
        this.orgId = orgId;
    }

    /** A new access token. */
    public String begin() {
        String token = orgId.substring(0, 15) + "!AQ" + random();
        access.add(token);
        return token;
    }

    /** Makes a token good that is known already. */
    public void admit(String token) {
        access.add(token);
    }

    public boolean good(String token) {
        return access.contains(token);
    }

    /** Whether there was such a token. */
    public boolean end(String token) {
        return access.remove(token) | refresh.remove(token);
    }

    /** Ends all sessions, as an administrator can; refresh tokens stay good. */
    public void endAll() {
        access.clear();
    }

    String beginRefresh() {
        String token = "5Aep" + random();
        refresh.add(token);
        return token;
    }

    boolean refreshable(String token) {
        return refresh.contains(token);
    }

    static String random() {
        byte[] bytes = new byte[48];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replace('-', '.');
    }
}
