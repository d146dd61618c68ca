package dev.handrail.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.handrail.connector.AccessTokens;
import dev.handrail.connector.CrmFailure;
import dev.handrail.limit.MovedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Against moto's server; the caching client and the SDK are the real ones. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AwsSecretsIT {

    private static final Map<String, String> NAMES = Map.of("hubspot", "it/{tenant}/hubspot", "salesforce", "it/sf");
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(30);

    private static Moto moto;
    private static SecretsManagerClient aws;

    private final MovedClock clock = new MovedClock();

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

    @Test
    void findsTheSecretOfEachTenant() {
        create("it/acme/hubspot", "of acme");
        create("it/zeta/hubspot", "of zeta");
        create("it/sf", "of the only tenant");
        CrmCredentials credentials = credentials(AwsConnection.REMEMBERED);

        assertThat(token(credentials, "acme")).isEqualTo("of acme");
        assertThat(token(credentials, "zeta")).isEqualTo("of zeta");
        assertThat(credentials.of("default", "salesforce").text("accessToken")).isEqualTo("of the only tenant");
        assertThatThrownBy(() -> credentials.of("acme", "salesforce"))
                .isInstanceOf(CrmFailure.class)
                .hasMessageStartingWith("There are no credentials");
    }

    @Test
    void asksAwsOnceForManyReads() {
        create("it/often/hubspot", "often");
        CrmCredentials credentials = credentials(AwsConnection.REMEMBERED);
        int before = moto.calls();

        for (int read = 0; read < 1_000; read++) {
            assertThat(token(credentials, "often")).isEqualTo("often");
        }

        assertThat(moto.calls() - before).as("describe and get").isEqualTo(2);
        assertThat(AwsConnection.REMEMBERED).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void noticesARotationByItselfOnceTheTimeIsUp() {
        create("it/patient/hubspot", "old");
        CrmCredentials credentials = credentials(Duration.ofMillis(100));
        assertThat(token(credentials, "patient")).isEqualTo("old");

        put("it/patient/hubspot", "new");

        Instant end = Instant.now().plus(NOTICED_WITHIN);
        while (token(credentials, "patient").equals("old") && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(token(credentials, "patient")).isEqualTo("new");
    }

    @Test
    void takesARotatedValueAtOnceWhenRefreshed() {
        create("it/hasty/hubspot", "old");
        CrmCredentials credentials = credentials(AwsConnection.REMEMBERED);
        assertThat(token(credentials, "hasty")).isEqualTo("old");

        String version = put("it/hasty/hubspot", "new");
        assertThat(token(credentials, "hasty")).isEqualTo("old");

        assertThat(credentials.refresh("hasty"))
                .containsExactly(new Refreshed("hubspot", "aws", Refreshed.Status.READ, version, null));
        assertThat(token(credentials, "hasty")).isEqualTo("new");
    }

    @Test
    void takesARotatedValueAtOnceWhenTheCrmRefusesTheOldOne() {
        create("it/refused/hubspot", "old");
        CrmCredentials credentials = credentials(AwsConnection.REMEMBERED);
        AccessTokens tokens = credentials.accessTokens("refused", "hubspot");
        assertThat(tokens.current()).isEqualTo("old");

        put("it/refused/hubspot", "new");

        assertThat(tokens.after("old")).isEqualTo("new");
    }

    @Test
    void leavesASecretWithoutAValueToTheNextSource() {
        aws.createSecret(request -> request.name("it/empty/hubspot"));
        CredentialSource next = new StoredTexts("file", clock).store("empty", "hubspot", "from the file");
        CrmCredentials credentials =
                new OrderedCredentials(List.of(source(moto, AwsConnection.REMEMBERED), next), clock);

        assertThat(token(credentials, "empty")).isEqualTo("from the file");
    }

    @Test
    void bridgesAnOutageOfAwsForAnHourAndThenSaysSo() throws Exception {
        try (Moto own = Moto.start()) {
            create(own.client(), "it/acme/hubspot", "known");
            CrmCredentials credentials = new OrderedCredentials(List.of(source(own, Duration.ofMillis(1))), clock);
            assertThat(token(credentials, "acme")).isEqualTo("known");

            own.stop();

            assertThat(token(credentials, "acme")).isEqualTo("known");
            assertThat(credentials.refresh("acme"))
                    .extracting(Refreshed::provider, Refreshed::status)
                    .contains(tuple("hubspot", Refreshed.Status.LAST_KNOWN));
            assertThat(token(credentials, "acme")).isEqualTo("known");

            clock.move(OrderedCredentials.LAST_KNOWN_FOR.plusMillis(1));
            assertThatThrownBy(() -> token(credentials, "acme"))
                    .isInstanceOfSatisfying(
                            CrmFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(CrmFailure.Kind.UNAVAILABLE))
                    .hasMessageContaining("check the network, the region and the IAM policy");

            own.resume();
            create(own.client(), "it/acme/hubspot", "again");
            credentials.refresh("acme");
            assertThat(token(credentials, "acme")).isEqualTo("again");
        }
    }

    @Test
    void refusesWhatTheCachingClientKeepsForeverWhileAwsIsAway() throws Exception {
        try (Moto own = Moto.start()) {
            create(own.client(), "it/acme/hubspot", "stale");
            CrmCredentials credentials = new OrderedCredentials(List.of(source(own, Duration.ofMillis(1))), clock);
            assertThat(token(credentials, "acme")).isEqualTo("stale");
            own.stop();

            clock.move(OrderedCredentials.LAST_KNOWN_FOR.plusMillis(1));

            assertThatThrownBy(() -> token(credentials, "acme")).hasMessageContaining("has not confirmed them since");
        }
    }

    @Test
    void writesNoSecretIntoAnyLogWhateverHappens() throws Exception {
        String secret = "pat-eu1-never-to-be-seen";
        try (LogsSeen logs = LogsSeen.open();
                Moto own = Moto.start()) {
            create(own.client(), "it/acme/hubspot", secret);
            CrmCredentials credentials = new OrderedCredentials(List.of(source(own, AwsConnection.REMEMBERED)), clock);
            Credentials read = credentials.of("acme", "hubspot");
            assertThat(read.text("accessToken")).isEqualTo(secret);
            credentials.after("acme", "hubspot", read);
            credentials.refresh("acme");
            own.client()
                    .putSecretValue(
                            request -> request.secretId("it/acme/hubspot").secretString(secret + " no JSON"));
            credentials.refresh("acme");
            own.stop();
            credentials.refresh("acme");

            assertThat(logs.lines()).anyMatch(line -> line.startsWith("dev.handrail.secret"));
            assertThat(logs.lines()).anyMatch(line -> line.startsWith("software.amazon.awssdk"));
            assertThat(logs.lines()).noneMatch(line -> line.contains("never-to-be-seen"));
        }
    }

    private CrmCredentials credentials(Duration remembered) {
        return new OrderedCredentials(List.of(source(moto, remembered)), clock);
    }

    private AwsSource source(Moto server, Duration remembered) {
        return new AwsSource(NAMES, () -> server.connect(remembered, clock));
    }

    private static String token(CrmCredentials credentials, String tenant) {
        return credentials.of(tenant, "hubspot").text("accessToken");
    }

    private static void create(String name, String token) {
        create(aws, name, token);
    }

    private static void create(SecretsManagerClient client, String name, String token) {
        client.createSecret(request -> request.name(name).secretString(json(token)));
    }

    private static String put(String name, String token) {
        return aws.putSecretValue(request -> request.secretId(name).secretString(json(token)))
                .versionId();
    }

    private static String json(String token) {
        return "{\"accessToken\": \"%s\"}".formatted(token);
    }
}
