package dev.handrail.standalone;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code instance.json} says about the running process, for the command line and for people.
 *
 * @param url where the api is
 * @param temporalUi null when this Temporal brings no Web UI, or it is not ours to know
 * @param postgresPort null when the database is somebody else's
 * @param durable false when work under way is lost at a restart
 * @param startedAt ISO 8601
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Instance(
        long pid,
        String url,
        String temporalAddress,
        @Nullable String temporalUi,
        @Nullable Integer postgresPort,
        boolean durable,
        String startedAt) {

    private static final JsonMapper JSON = new JsonMapper();

    void write(Home home) throws IOException {
        home.write(home.instance(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }

    static void forget(Home home) throws IOException {
        Files.deleteIfExists(home.instance());
    }
}
