package dev.handrail.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** {@code deploy/rotate-credentials} with the AWS command line tool, against moto's server. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RotationScriptIT {

    private static final Path SCRIPT = Path.of("..", "deploy", "rotate-credentials");

    private static Moto moto;
    private static SecretsManagerClient aws;

    @TempDir
    private Path folder;

    private String secret;
    private HandrailFront front;

    private record Ended(int code, String said) {}

    @BeforeAll
    @Timeout(value = Moto.MOST_MINUTES, unit = TimeUnit.MINUTES)
    static void startMoto() throws Exception {
        moto = Moto.start();
        aws = moto.client();
    }

    @AfterAll
    static void stopMoto() throws Exception {
        moto.close();
    }

    @BeforeEach
    void startFront(TestInfo test) throws IOException {
        secret = "it/" + test.getTestMethod().orElseThrow().getName();
        Clock clock = Clock.systemUTC();
        AwsSource source =
                new AwsSource(Map.of("hubspot", secret), () -> moto.connect(AwsConnection.REMEMBERED, clock));
        front = new HandrailFront(new OrderedCredentials(List.of(source), clock));
        Files.writeString(folder.resolve("key"), HandrailFront.KEY + "\n");
    }

    @AfterEach
    void stopFront() {
        front.close();
    }

    @Test
    void takesCredentialsThatWork() throws Exception {
        aws.createSecret(request -> request.name(secret).secretString(json("old-token")));
        front.letIn("old-token").letIn("new-token");

        Ended ended = rotateTo("new-token", "rw-------");

        assertThat(ended.code()).as(ended.said()).isZero();
        assertThat(current()).isEqualTo(json("new-token"));
        assertThat(ended.said()).contains("is current and works").doesNotContain("new-token", HandrailFront.KEY);
    }

    @Test
    void goesBackWhenTheCrmRefusesTheNewOnes() throws Exception {
        aws.createSecret(request -> request.name(secret).secretString(json("old-token")));
        front.letIn("old-token");

        Ended ended = rotateTo("wrong-token", "rw-------");

        assertThat(ended.code()).as(ended.said()).isEqualTo(1);
        assertThat(current()).isEqualTo(json("old-token"));
        assertThat(ended.said())
                .contains("is not let in by hubspot", "The previous credentials are current again and work")
                .doesNotContain("wrong-token", "old-token", HandrailFront.KEY);
    }

    @Test
    void goesBackAndCallsAPersonWhenHandrailReadsAnotherSecret() throws Exception {
        aws.createSecret(request -> request.name(secret).secretString(json("old-token")));
        aws.createSecret(request -> request.name(secret + "-mistaken").secretString(json("old-token")));
        front.letIn("old-token").letIn("new-token");

        Ended ended = rotate(secret + "-mistaken", file("new-token", "rw-------"), front.address());

        assertThat(ended.code()).as(ended.said()).isEqualTo(3);
        assertThat(ended.said()).contains("did not read version", "do not work either");
        assertThat(current(secret + "-mistaken")).isEqualTo(json("old-token"));
    }

    @Test
    void callsAPersonWhenThereIsNothingToGoBackTo() throws Exception {
        aws.createSecret(request -> request.name(secret));

        Ended ended = rotateTo("wrong-token", "rw-------");

        assertThat(ended.code()).as(ended.said()).isEqualTo(3);
        assertThat(ended.said()).contains("There is no previous version to go back to");
    }

    @Test
    void callsAPersonWhenHandrailDoesNotAnswer() throws Exception {
        aws.createSecret(request -> request.name(secret).secretString(json("old-token")));
        String address = front.address();
        front.close();

        Ended ended = rotate(secret, file("new-token", "rw-------"), address);

        assertThat(ended.code()).as(ended.said()).isEqualTo(3);
        assertThat(current()).isEqualTo(json("old-token"));
        assertThat(ended.said()).contains("no answer");
    }

    @Test
    void changesNothingWhenTheFileIsOpenToOthersOrTheSecretUnknown() throws Exception {
        aws.createSecret(request -> request.name(secret).secretString(json("old-token")));

        Ended open = rotateTo("new-token", "rw-r--r--");
        Ended unknown = rotate(secret + "-nowhere", file("new-token", "rw-------"), front.address());

        assertThat(open.code()).as(open.said()).isEqualTo(2);
        assertThat(open.said()).contains("chmod 600");
        assertThat(unknown.code()).as(unknown.said()).isEqualTo(2);
        assertThat(current()).isEqualTo(json("old-token"));
    }

    private Ended rotateTo(String token, String permissions) throws IOException, InterruptedException {
        return rotate(secret, file(token, permissions), front.address());
    }

    private Ended rotate(String name, Path file, String address) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of("--secret", name, "--provider", "hubspot", "--file", file.toString()));
        command.addAll(List.of("--url", address));
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(moto.environment());
        builder.environment()
                .putAll(Map.of(
                        "HANDRAIL_KEY_FILE", folder.resolve("key").toString(),
                        "HANDRAIL_ROTATION_TRIES", "2",
                        "HANDRAIL_ROTATION_PAUSE", "0"));
        int code = builder.start().waitFor();
        return new Ended(code, Files.readString(output));
    }

    private Path file(String token, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("new.json"), json(token));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private String current() {
        return current(secret);
    }

    /** The stage is named because moto does not move its default together with it, as AWS does. */
    private static String current(String name) {
        return aws.getSecretValue(request -> request.secretId(name).versionStage("AWSCURRENT"))
                .secretString();
    }

    private static String json(String token) {
        return "{\"accessToken\":\"%s\"}".formatted(token);
    }
}
