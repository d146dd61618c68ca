package dev.handrail.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.connector.CrmFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest {

    @TempDir
    private Path folder;

    private Path file;
    private FileSource source;

    @BeforeEach
    void writeFile() throws IOException {
        file = folder.resolve("credentials.json");
        source = new FileSource(file, Clock.systemUTC());
        write("{\"acme\": {\"hubspot\": {\"accessToken\": \"old\"}}}");
    }

    @Test
    void findsThemByTenantAndProvider() {
        assertThat(token()).isEqualTo("old");
        assertThat(source.read("acme", "salesforce")).isEmpty();
        assertThat(source.read("zeta", "hubspot")).isEmpty();
    }

    @Test
    void noticesAChangeAndAFileThatTakesItsPlace() throws IOException {
        token();
        write("{\"acme\": {\"hubspot\": {\"accessToken\": \"new\"}}}");
        assertThat(token()).isEqualTo("new");

        Path draft = Files.copy(file, folder.resolve("draft"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(draft, "{\"acme\": {\"hubspot\": {\"accessToken\": \"third\"}}}");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(token()).isEqualTo("third");
    }

    @Test
    void doesNotReadAFileAgainThatHasNotChanged() throws IOException {
        FileTime longAgo = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, longAgo);
        token();

        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position("{\"acme\": {\"hubspot\": {\"accessToken\": \"".length());
            channel.write(ByteBuffer.wrap("new".getBytes(StandardCharsets.US_ASCII)));
        }
        Files.setLastModifiedTime(file, longAgo);

        assertThat(token()).isEqualTo("old");
        source.forget("acme", "hubspot");
        assertThat(token()).isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx-w----"})
    void refusesAFileThatOthersMayUse(String permissions) throws IOException {
        token();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(this::token)
                .isInstanceOf(CrmFailure.class)
                .hasMessageContaining("chmod 600 " + file)
                .hasMessageNotContaining("old");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "pat-eu1-secret",
                "{\"acme\": {\"hubspot\": {\"accessToken\": pat-eu1-secret}}}",
                "{\"acme\": {\"hubspot\": {\"accessToken\": \"pat-eu1-secret",
                "{\"acme\": {\"hubspot\": \"pat-eu1-secret\"}}",
                "{\"acme\": {\"hubspot\": {\"accessToken\": [\"pat-eu1-secret\"]}}}"
            })
    void saysWhatIsWrongWithItsContentWithoutQuotingIt(String content) throws IOException {
        write(content);

        assertThatThrownBy(this::token)
                .isInstanceOf(SourceAway.class)
                .hasNoCause()
                .hasMessageNotContaining("eu1");
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String token() {
        return source.read("acme", "hubspot").orElseThrow().credentials().text("accessToken");
    }
}
