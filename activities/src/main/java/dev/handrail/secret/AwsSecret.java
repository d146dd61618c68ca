package dev.handrail.secret;

import com.amazonaws.secretsmanager.caching.SecretCache;
import com.amazonaws.secretsmanager.caching.SecretCacheConfiguration;
import com.amazonaws.secretsmanager.caching.SecretCacheHook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * One secret with a cache of its own, so that forgetting it forgets no other. The caching client goes on answering what
 * it has for as long as AWS is away and does not say so; this notes when AWS last answered.
 */
final class AwsSecret {

    private final String name;
    private final Clock clock;
    private final SecretCache cache;
    private volatile Instant confirmedAt = Instant.EPOCH;
    private volatile @Nullable String version;

    AwsSecret(String name, SecretsManagerClient client, Duration remembered, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.cache = new SecretCache(new SecretCacheConfiguration()
                .withClient(client)
                .withCacheItemTTL(remembered.toMillis())
                .withCacheHook(new Notes()));
    }

    /**
     * Empty when there is no such secret, or none was put into it yet.
     *
     * @throws SourceAway when AWS does not answer or refuses and nothing is remembered, or the secret is no JSON object
     */
    Optional<Reading> read() {
        String text = text();
        if (text == null) {
            return Optional.empty();
        }
        String what = "The secret %s in AWS Secrets Manager".formatted(name);
        Credentials credentials = Credentials.of(CredentialJson.texts(CredentialJson.object(text, what), what));
        return Optional.of(new Reading(credentials, version, confirmedAt));
    }

    private @Nullable String text() {
        try {
            return cache.getSecretString(name);
        } catch (ResourceNotFoundException e) {
            return null;
        } catch (SdkException e) {
            throw new SourceAway(
                    "AWS Secrets Manager does not give the secret %s (%s); check the network, the region and the IAM policy, and that it exists"
                            .formatted(name, code(e)));
        }
    }

    private static String code(SdkException e) {
        return e instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                ? answer.awsErrorDetails().errorCode()
                : e.getClass().getSimpleName();
    }

    private final class Notes implements SecretCacheHook {

        @Override
        public Object put(Object answer) {
            if (answer instanceof DescribeSecretResponse) {
                confirmedAt = clock.instant();
            }
            return answer;
        }

        @Override
        public Object get(Object kept) {
            if (kept instanceof GetSecretValueResponse value) {
                version = value.versionId();
            }
            return kept;
        }
    }
}
