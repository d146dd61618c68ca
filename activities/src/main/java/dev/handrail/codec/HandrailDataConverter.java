package dev.handrail.codec;

import com.google.crypto.tink.KeysetHandle;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;

/** Turns what Handrail says into Temporal's payloads and back; every client and worker uses this one. */
public final class HandrailDataConverter {

    private HandrailDataConverter() {}

    /**
     * @param keyset encrypts payloads and the texts of failures; null to leave them readable, for local use
     */
    public static DataConverter create(@Nullable KeysetHandle keyset) {
        DataConverter json = DefaultDataConverter.newDefaultInstance()
                .withPayloadConverterOverrides(
                        new Jackson3JsonPayloadConverter(Jackson3JsonPayloadConverter.newDefaultJsonMapper(false)
                                .rebuild()
                                // Records of a version that knew more or fewer fields are read all the same.
                                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                                .build()));
        return keyset == null ? json : new CodecDataConverter(json, List.of(new EncryptionCodec(keyset)), true);
    }
}
