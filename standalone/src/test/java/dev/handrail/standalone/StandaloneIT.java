package dev.handrail.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code ./handrail up} starts, with a real Postgres and a real Temporal. */
class StandaloneIT {

    private static final Map<String, String> IN_JVM = Map.of("HANDRAIL_TEMPORAL", "in-jvm");

    @TempDir
    private Path folder;

    @Test
    void keepsItsStateAndItsPortsWhenItIsKilledAndStartedAgain() throws Exception {
        Path home = folder.resolve("home");
        Map<String, String> environment =
                Map.of("PATH", LocalProcess.temporalCommand().getParent() + ":" + System.getenv("PATH"));
        String key;
        JsonNode before;
        long temporal;
        long postgres;
        try (LocalProcess first = LocalProcess.start(home, environment).awaitUp()) {
            before = first.instance();
            key = Files.readString(first.adminKey()).strip();
            temporal = first.pidOf("temporal");
            postgres = first.pidOf("postgres");
            assertThat(first.get("/api/leads", key).statusCode()).isEqualTo(200);
            first.kill();
            assertThat(ProcessHandle.of(temporal)).hasValueSatisfying(ProcessHandle::isAlive);

            try (LocalProcess second = LocalProcess.start(home, environment).awaitUp()) {
                assertThat(second.get("/api/leads", key).statusCode())
                        .as("the key from before is still in Postgres")
                        .isEqualTo(200);
                assertThat(second.instance().path("url")).isEqualTo(before.path("url"));
                assertThat(second.instance().path("temporalAddress")).isEqualTo(before.path("temporalAddress"));
                assertThat(second.instance().path("postgresPort")).isEqualTo(before.path("postgresPort"));
                assertThat(isRunning(temporal)).isFalse();
                assertThat(isRunning(postgres)).isFalse();
                temporal = second.pidOf("temporal");
                postgres = second.pidOf("postgres");
                second.stop();
            }
            assertThat(isRunning(temporal)).isFalse();
            assertThat(isRunning(postgres)).isFalse();
            assertThat(home.resolve("instance.json")).doesNotExist();
        }
    }

    @Test
    void runsTwiceSideBySideWithHomesOfTheirOwn() throws Exception {
        try (LocalProcess one = LocalProcess.start(folder.resolve("one"), IN_JVM);
                LocalProcess other = LocalProcess.start(folder.resolve("other"), IN_JVM)) {
            one.awaitUp();
            other.awaitUp();
            assertThat(one.instance().path("url")).isNotEqualTo(other.instance().path("url"));
            String key = Files.readString(one.adminKey()).strip();
            assertThat(one.get("/api/leads", key).statusCode()).isEqualTo(200);
            assertThat(other.get("/api/leads", key).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void refusesASecondProcessInTheSameHome() throws Exception {
        Path home = folder.resolve("home");
        try (LocalProcess first = LocalProcess.start(home, IN_JVM).awaitUp();
                LocalProcess second = LocalProcess.start(home, IN_JVM)) {
            assertThat(second.awaitExit()).isEqualTo(3);
            assertThat(second.log()).contains("already running");
            assertThat(first.get("/health", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                LocalProcess process =
                        LocalProcess.start(folder.resolve("home"), IN_JVM, "--port=" + taken.getLocalPort())) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.log()).contains("is taken by another program", "--port");
        }
    }

    @Test
    void saysThatNothingSurvivesARestartWithTemporalInsideAndKeepsSecretsToItself() throws Exception {
        Path home = folder.resolve("home");
        try (LocalProcess process = LocalProcess.start(home, IN_JVM).awaitUp()) {
            assertThat(process.log()).contains("nothing that is under way survives a restart");
            assertThat(process.instance().has("temporalUi")).isFalse();
            assertThat(permissions(home.resolve("keys"))).isEqualTo("rwx------");
            assertThat(permissions(process.adminKey())).isEqualTo("rw-------");
            assertThat(permissions(home.resolve("keys").resolve("postgres"))).isEqualTo("rw-------");
        }
    }

    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
