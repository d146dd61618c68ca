package dev.handrail.secret;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A place whose content a test changes; what was asked for is remembered until it is forgotten. */
final class StoredTexts implements CredentialSource {

    private final String name;
    private final Clock clock;
    private final Map<String, Map<String, String>> stored = new HashMap<>();
    private final Map<String, Reading> remembered = new HashMap<>();
    private int asked;
    private boolean away;

    StoredTexts(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    StoredTexts store(String tenant, String provider, String token) {
        stored.put(tenant + provider, Map.of("accessToken", token));
        return this;
    }

    StoredTexts away(boolean now) {
        away = now;
        return this;
    }

    int asked() {
        return asked;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Reading> read(String tenant, String provider) {
        String key = tenant + provider;
        if (!remembered.containsKey(key)) {
            asked++;
            if (away) {
                throw new SourceAway("Plug it in again.");
            }
            if (stored.containsKey(key)) {
                remembered.put(key, new Reading(Credentials.of(stored.get(key)), "v" + asked, clock.instant()));
            }
        }
        return Optional.ofNullable(remembered.get(key));
    }

    @Override
    public void forget(String tenant, String provider) {
        remembered.remove(tenant + provider);
    }
}
