package dev.handrail.secret;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code HANDRAIL_CREDENTIALS_FILE}: {@code {"acme": {"hubspot": {"accessToken": "…"}}}}. */
final class FileSource implements CredentialSource {

    static final String SETTING = "HANDRAIL_CREDENTIALS_FILE";

    private final PrivateFile<JsonNode> file;
    private final Clock clock;

    FileSource(Path path, Clock clock) {
        this.file = new PrivateFile<>(path, SETTING, text -> CredentialJson.object(text, "The file of " + SETTING));
        this.clock = clock;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Optional<Reading> read(String tenant, String provider) {
        JsonNode found = file.read().path(tenant).path(provider);
        if (found.isMissingNode()) {
            return Optional.empty();
        }
        String what = "the entry of %s, %s in the file of %s".formatted(tenant, provider, SETTING);
        if (!found.isObject()) {
            throw new SourceAway("%s must be a JSON object such as {\"accessToken\": \"…\"}".formatted(what));
        }
        Map<String, String> texts = CredentialJson.texts(found, what);
        return Optional.of(new Reading(Credentials.of(texts), null, clock.instant()));
    }

    @Override
    public void forget(String tenant, String provider) {
        file.forget();
    }
}
