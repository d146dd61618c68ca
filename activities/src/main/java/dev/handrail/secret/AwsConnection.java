package dev.handrail.secret;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/** A client of AWS Secrets Manager, with region and identity as the SDK finds them. */
final class AwsConnection {

    /** Seed 001: secrets are remembered for five minutes. The library asks again after half of it to all of it. */
    static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
    private static final Duration ALL_ATTEMPTS = Duration.ofSeconds(5);

    private final SecretsManagerClient client;
    private final Duration remembered;
    private final Clock clock;

    private AwsConnection(SecretsManagerClient client, Duration remembered, Clock clock) {
        this.client = client;
        this.remembered = remembered;
        this.clock = clock;
    }

    static AwsConnection open(Clock clock) {
        return open(builder -> {}, REMEMBERED, clock);
    }

    /** @throws SourceAway when no region is configured */
    static AwsConnection open(Consumer<SecretsManagerClientBuilder> more, Duration remembered, Clock clock) {
        try {
            SecretsManagerClientBuilder builder = SecretsManagerClient.builder()
                    .httpClientBuilder(UrlConnectionHttpClient.builder()
                            .connectionTimeout(CONNECT_WITHIN)
                            .socketTimeout(ANSWER_WITHIN))
                    .overrideConfiguration(configuration ->
                            configuration.apiCallAttemptTimeout(ANSWER_WITHIN).apiCallTimeout(ALL_ATTEMPTS));
            more.accept(builder);
            return new AwsConnection(builder.build(), remembered, clock);
        } catch (SdkException e) {
            throw new SourceAway(
                    "AWS Secrets Manager is configured, but the AWS SDK finds no region or settings; set AWS_REGION");
        }
    }

    AwsSecret secret(String name) {
        return new AwsSecret(name, client, remembered, clock);
    }
}
