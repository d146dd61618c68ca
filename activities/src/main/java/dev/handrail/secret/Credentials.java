package dev.handrail.secret;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Named texts that one tenant signs in to one CRM with. Equal when all texts are, so that a session which was opened
 * with other credentials can be told. Shows names only, never a text; it has no property that a serializer would find.
 */
public final class Credentials {

    /** Bearer token, such as that of a HubSpot private app. */
    public static final String ACCESS_TOKEN = "accessToken";

    /** Where Salesforce signs in, such as {@code https://acme.my.salesforce.com}; no secret. */
    public static final String LOGIN_URL = "loginUrl";

    /** For whom the JWT of the bearer flow is, where it cannot be told from the login URL; no secret. */
    public static final String AUDIENCE = "audience";

    public static final String CLIENT_ID = "clientId";
    public static final String CLIENT_SECRET = "clientSecret";
    public static final String USERNAME = "username";
    public static final String PASSWORD = "password";
    public static final String SECURITY_TOKEN = "securityToken";

    /** PKCS#8 PEM of the RSA key that signs the JWT of the bearer flow; the only one that has line breaks. */
    public static final String PRIVATE_KEY = "privateKey";

    private static final Pattern PEM_BOUNDARY = Pattern.compile("-----[A-Z ]+-----");

    private final Map<String, String> texts;

    private Credentials(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    /**
     * White space around a text is not part of it; a blank text is as good as none.
     *
     * @throws CrmFailure UNAUTHORIZED when a text other than the private key has a line break or control character
     */
    public static Credentials of(Map<String, String> texts) {
        Map<String, String> kept = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            String stripped = text.strip();
            if (!name.equals(PRIVATE_KEY) && stripped.chars().anyMatch(Character::isISOControl)) {
                throw new CrmFailure(
                        Kind.UNAUTHORIZED,
                        "The credential %s has a line break or a control character inside; store it again without"
                                .formatted(name));
            }
            if (!stripped.isEmpty()) {
                kept.put(name, stripped);
            }
        });
        return new Credentials(kept);
    }

    /** @throws CrmFailure UNAUTHORIZED when there is none of this name */
    public String text(String name) {
        return find(name)
                .orElseThrow(() -> new CrmFailure(
                        Kind.UNAUTHORIZED,
                        "The credentials have no %s, only %s; add it where they are kept"
                                .formatted(name, new TreeSet<>(names()))));
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /** @throws CrmFailure UNAUTHORIZED when {@link #PRIVATE_KEY} is missing or no RSA key in PKCS#8 */
    public PrivateKey privateKey() {
        String pem = text(PRIVATE_KEY);
        try {
            byte[] der =
                    Base64.getMimeDecoder().decode(PEM_BOUNDARY.matcher(pem).replaceAll(""));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CrmFailure(
                    Kind.UNAUTHORIZED,
                    "The privateKey is no RSA key in PKCS#8; convert it: openssl pkcs8 -topk8 -nocrypt -in key.pem");
        }
    }

    public boolean has(String name) {
        return texts.containsKey(name);
    }

    public Set<String> names() {
        return texts.keySet();
    }

    /** These and the given ones; where both have a name, these. */
    Credentials or(Map<String, String> others) {
        if (texts.keySet().containsAll(others.keySet())) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(others);
        all.putAll(texts);
        return of(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Credentials credentials && credentials.texts.equals(texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    @Override
    public String toString() {
        return "Credentials" + new TreeSet<>(names());
    }
}
