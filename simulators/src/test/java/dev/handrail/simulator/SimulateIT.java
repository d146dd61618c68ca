package dev.handrail.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulateIT {

    @Test
    void theFirstLineSaysWhereItIsAndNothingElseFollows() throws Exception {
        Process process = start("salesforce", "--port", "0", "--tls");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            JsonNode where = JsonMapper.shared().readTree(output.readLine());
            String url = where.path("url").asString();
            assertThat(url).startsWith("https://127.0.0.1:");
            assertThat(where.path("adminUrl").asString()).isEqualTo(url + "/_admin");
            assertThat(where.path("accessToken").asString()).isNotBlank();
            assertThat(Path.of(where.path("certificate").asString())).isRegularFile();
            try (var socket = new Socket("127.0.0.1", URI.create(url).getPort())) {
                assertThat(socket.isConnected()).isTrue();
            }
            process.toHandle().destroy();
            assertThat(output.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aTakenPortEndsItWithAReason() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(refused("salesforce", "--port", String.valueOf(taken.getLocalPort())))
                    .contains("Port " + taken.getLocalPort() + " cannot be opened");
        }
    }

    @Test
    void aCrmThatItDoesNotKnowEndsItWithTheOnesItKnows() throws Exception {
        assertThat(refused("office")).contains("There is no simulator of office", "salesforce");
    }

    private static String refused(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        try {
            String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            assertThat(process.getInputStream().readAllBytes()).isEmpty();
            return errors;
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Simulate.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
