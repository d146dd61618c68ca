package dev.handrail.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.simulator.fault.Fault;
import dev.handrail.simulator.fault.FaultKind;
import dev.handrail.simulator.ledger.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Simulator simulator = Simulator.start(CounterCrm::new);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void anUntroubledRequestIsAnsweredAndNoted() throws Exception {
        assertThat(post("hello").body()).contains("\"count\":1");
        assertThat(simulator.ledger().requests()).singleElement().satisfies(asked -> {
            assertThat(asked.status()).isEqualTo(200);
            assertThat(asked.fault()).isNull();
        });
        assertThat(simulator.ledger().effects())
                .extracting(Entry.Effect::externalId)
                .containsExactly("hello");
    }

    @Test
    void aConnectionThatIsCutBeforeLeavesNoEffect() {
        simulator.faults().add(Fault.of(FaultKind.CUT_BEFORE).times(1));

        assertThatThrownBy(() -> post("hello")).isInstanceOf(IOException.class);
        assertThat(simulator.ledger().requests()).hasSize(1);
        assertThat(simulator.ledger().effects()).isEmpty();
    }

    @Test
    void aConnectionThatIsCutAfterLeavesItsEffect() {
        simulator.faults().add(Fault.of(FaultKind.CUT_AFTER).times(1));

        assertThatThrownBy(() -> post("hello")).isInstanceOf(IOException.class);
        assertThat(simulator.ledger().effects()).hasSize(1);
        assertThat(simulator.ledger().requests()).singleElement().satisfies(asked -> {
            assertThat(asked.status()).isEqualTo(200);
            assertThat(asked.fault()).isEqualTo(FaultKind.CUT_AFTER);
        });
    }

    @Test
    void anErrorBeforeHasNoEffectAndOneAfterHas() throws Exception {
        simulator.faults().add(Fault.of(FaultKind.ERROR_BEFORE).times(1));
        simulator.faults().add(Fault.of(FaultKind.ERROR_AFTER).times(1));

        assertThat(post("first").statusCode()).isEqualTo(500);
        assertThat(simulator.ledger().effects()).isEmpty();
        assertThat(post("second").body()).contains("broken");
        assertThat(simulator.ledger().effects()).hasSize(1);
    }

    @Test
    void anAnswerThatComesTwiceComesByteForByteOnTheSameConnection() throws Exception {
        simulator.faults().add(Fault.of(FaultKind.ANSWER_TWICE).times(1));
        try (var socket = connected()) {
            socket.getOutputStream().write(raw("POST", "hello"));
            byte[] first = response(socket.getInputStream());
            byte[] second = response(socket.getInputStream());
            assertThat(first).isEqualTo(second).asString(StandardCharsets.UTF_8).contains("\"count\":1");

            socket.getOutputStream().write(raw("GET", ""));
            assertThat(response(socket.getInputStream()))
                    .asString(StandardCharsets.UTF_8)
                    .contains("\"count\":1");
        }
        assertThat(simulator.ledger().effects()).hasSize(1);
    }

    @Test
    void aDelayAfterOutlastsTheClientAndStillHasItsEffect() {
        simulator.faults().add(Fault.of(FaultKind.DELAY_AFTER).withMillis(LONG.toMillis()));

        HttpRequest impatient = HttpRequest.newBuilder(URI.create(simulator.url()))
                .POST(BodyPublishers.ofString("hello"))
                .timeout(Duration.ofMillis(500))
                .build();
        assertThatThrownBy(() -> client.send(impatient, BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(simulator.ledger().effects()).hasSize(1);
    }

    @Test
    void aDelayBeforeMakesTheClientGiveUpWithoutAnEffect() {
        simulator.faults().add(Fault.of(FaultKind.DELAY).withMillis(LONG.toMillis()));

        HttpRequest impatient = HttpRequest.newBuilder(URI.create(simulator.url()))
                .POST(BodyPublishers.ofString("hello"))
                .timeout(Duration.ofMillis(500))
                .build();
        assertThatThrownBy(() -> client.send(impatient, BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(simulator.ledger().effects()).isEmpty();
    }

    @Test
    void requestsThatComeAtOnceOnOneConnectionAreAnsweredInTheirOrder() throws Exception {
        try (var socket = connected()) {
            var all = new ByteArrayOutputStream();
            for (int i = 1; i <= 20; i++) all.write(raw("POST", "text-" + i));
            socket.getOutputStream().write(all.toByteArray());
            for (int i = 1; i <= 20; i++) {
                assertThat(response(socket.getInputStream()))
                        .asString(StandardCharsets.UTF_8)
                        .contains("\"last\":\"text-" + i + "\"");
            }
        }
    }

    @Test
    void understandsCompressedBodiesAndCompressesLongAnswers() throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write("x".repeat(5000).getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<InputStream> response = client.send(
                HttpRequest.newBuilder(URI.create(simulator.url()))
                        .header("Content-Encoding", "gzip")
                        .header("Accept-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(zipped.toByteArray()))
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var body = new GZIPInputStream(response.body())) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).contains("x".repeat(5000));
        }
    }

    @Test
    void aDefectOfTheSimulatorIsAnErrorOfTheCrmWithoutEffects() throws Exception {
        var response = client.send(
                HttpRequest.newBuilder(URI.create(simulator.url() + "/defect")).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(simulator.ledger().effects()).isEmpty();
        assertThat(simulator.ledger().requests()).hasSize(1);
    }

    @Test
    void aResetForgetsEverything() throws Exception {
        post("hello");
        simulator.faults().add(Fault.of(FaultKind.CUT_BEFORE));
        simulator.latency(LONG);
        simulator.clock().advance(Duration.ofDays(400));

        simulator.reset();

        assertThat(simulator.ledger().all()).isEmpty();
        assertThat(simulator.latency()).isZero();
        assertThat(post("again").body()).contains("\"count\":1");
    }

    @Test
    void aTakenPortIsSaidPlainly() {
        int port = URI.create(simulator.url()).getPort();
        assertThatThrownBy(() -> Simulator.start(CounterCrm::new, port, false))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Port " + port);
    }

    @Test
    void speaksTlsWithACertificateThatClientsCanTrust() throws Exception {
        try (var secure = Simulator.start(CounterCrm::new, 0, true);
                var pem = Files.newInputStream(secure.certificate().orElseThrow())) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "simulator", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            try (var trusting = HttpClient.newBuilder().sslContext(context).build()) {
                var response = trusting.send(
                        HttpRequest.newBuilder(URI.create(secure.url())).build(), BodyHandlers.ofString());
                assertThat(response.statusCode()).isEqualTo(200);
            }
            assertThatThrownBy(() -> client.send(
                            HttpRequest.newBuilder(URI.create(secure.url())).build(), BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    private HttpResponse<String> post(String text) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(simulator.url()))
                        .POST(BodyPublishers.ofString(text))
                        .build(),
                BodyHandlers.ofString());
    }

    private Socket connected() throws IOException {
        var socket = new Socket("127.0.0.1", URI.create(simulator.url()).getPort());
        socket.setSoTimeout((int) LONG.toMillis());
        return socket;
    }

    private static byte[] raw(String method, String body) {
        return (method + " / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + body.length() + "\r\n" + "\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Head and body of the next answer on the connection. */
    private static byte[] response(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) bytes.write(one(in));
        String head = bytes.toString(StandardCharsets.UTF_8);
        int length = Integer.parseInt(
                head.replaceAll("(?is).*content-length:\\s*(\\d+).*", "$1").strip());
        for (int i = 0; i < length; i++) bytes.write(one(in));
        return bytes.toByteArray();
    }

    private static int one(InputStream in) throws IOException {
        int read = in.read();
        if (read < 0) throw new IOException("The connection ended early");
        return read;
    }
}
