package dev.handrail.codec;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * Encrypts payloads with AES-256-GCM on their way to Temporal.
 *
 * <p>Left readable are nulls, payloads without data, and bare JSON strings: those are only summaries and details that
 * Temporal's UI shows, and ids, which hold nothing of a person by construction. What a person sends by hand from the UI
 * arrives unencrypted and is read as it is.
 */
public final class EncryptionCodec implements PayloadCodec {

    /** Metadata of a payload: what its data is. */
    private static final String ENCODING = "encoding";

    /** Metadata of an encrypted payload: the number of the key in the keyset. */
    private static final String KEY_ID = "encryption-key-id";

    private static final ByteString ENCRYPTED = ByteString.copyFromUtf8("binary/encrypted");
    private static final ByteString NULL = ByteString.copyFromUtf8("binary/null");
    private static final ByteString JSON = ByteString.copyFromUtf8("json/plain");
    private static final byte[] CONTEXT = "handrail temporal payload".getBytes(StandardCharsets.UTF_8);

    private final Aead aead;
    private final ByteString keyId;

    public EncryptionCodec(KeysetHandle keyset) {
        this.aead = Keysets.aead(keyset);
        this.keyId = ByteString.copyFromUtf8(
                Integer.toUnsignedString(keyset.getPrimary().getId()));
    }

    @Override
    public List<Payload> encode(List<Payload> payloads) {
        return payloads.stream()
                .map(payload -> isReadable(payload) ? payload : encrypt(payload))
                .toList();
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
        return payloads.stream()
                .map(payload -> encoding(payload).equals(ENCRYPTED) ? decrypt(payload) : payload)
                .toList();
    }

    private static boolean isReadable(Payload payload) {
        ByteString encoding = encoding(payload);
        return payload.getData().isEmpty()
                || encoding.equals(NULL)
                || encoding.equals(ENCRYPTED)
                || (encoding.equals(JSON) && payload.getData().byteAt(0) == '"');
    }

    private static ByteString encoding(Payload payload) {
        return payload.getMetadataOrDefault(ENCODING, ByteString.EMPTY);
    }

    private Payload encrypt(Payload payload) {
        try {
            return Payload.newBuilder()
                    .putMetadata(ENCODING, ENCRYPTED)
                    .putMetadata(KEY_ID, keyId)
                    .setData(ByteString.copyFrom(aead.encrypt(payload.toByteArray(), CONTEXT)))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new PayloadCodecException("The payload cannot be encrypted; check the keyset", e);
        }
    }

    private Payload decrypt(Payload payload) {
        try {
            return Payload.parseFrom(aead.decrypt(payload.getData().toByteArray(), CONTEXT));
        } catch (GeneralSecurityException | InvalidProtocolBufferException e) {
            String key = payload.getMetadataOrDefault(KEY_ID, ByteString.EMPTY).toStringUtf8();
            throw new PayloadCodecException(
                    "The payload does not decrypt: it was changed, or the keyset lacks its key %s; give every process all keys in use"
                            .formatted(key.matches("\\d{1,10}") ? key : "(unnamed)"),
                    e);
        }
    }
}
