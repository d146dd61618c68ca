package dev.handrail.setup;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import dev.handrail.codec.EncryptionCodec;
import dev.handrail.codec.HandrailDataConverter;
import dev.handrail.codec.Keysets;
import io.temporal.common.converter.DataConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.io.IOException;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Encrypts what Temporal and the audit keep, when a keyset is configured. */
@Configuration(proxyBeanMethods = false)
class EncryptionConfiguration {

    @Bean
    DataConverter dataConverter(ObjectProvider<KeysetHandle> keyset) {
        return HandrailDataConverter.create(keyset.getIfAvailable());
    }

    /** Present only with a keyset; the codec endpoint and the audit's originals go with it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("handrail.keyset")
    static class WithKeyset {

        @Bean
        KeysetHandle keyset(HandrailSettings settings) throws IOException {
            return Keysets.load(Objects.requireNonNull(settings.keyset()));
        }

        @Bean
        PayloadCodec payloadCodec(KeysetHandle keyset) {
            return new EncryptionCodec(keyset);
        }

        @Bean
        Aead aead(KeysetHandle keyset) {
            return Keysets.aead(keyset);
        }
    }
}
