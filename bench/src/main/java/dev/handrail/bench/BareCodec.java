package dev.handrail.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts payloads with AES-256-GCM, as the product does, so that both sides store bytes that do not compress. */
final class BareCodec implements PayloadCodec {

    static final String KEY_VARIABLE = "HANDRAIL_BENCH_KEY";

    private static final ByteString ENCODING = ByteString.copyFromUtf8("binary/encrypted");
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private BareCodec(SecretKeySpec key) {
        this.key = key;
    }

    static String newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    static DataConverter converter(String hexKey) {
        return new CodecDataConverter(
                DefaultDataConverter.newDefaultInstance()
                        .withPayloadConverterOverrides(new Jackson3JsonPayloadConverter()),
                List.of(new BareCodec(new SecretKeySpec(HexFormat.of().parseHex(hexKey), "AES"))),
                true);
    }

    @Override
    public List<Payload> encode(List<Payload> payloads) {
        return payloads.stream().map(this::encrypt).toList();
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
        return payloads.stream().map(this::decrypt).toList();
    }

    private Payload encrypt(Payload payload) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, payload.toByteArray());
        return Payload.newBuilder()
                .putMetadata("encoding", ENCODING)
                .putMetadata("encryption-key-id", ByteString.copyFrom("bench", StandardCharsets.UTF_8))
                .setData(ByteString.copyFrom(nonce).concat(ByteString.copyFrom(sealed)))
                .build();
    }

    private Payload decrypt(Payload payload) {
        if (!ENCODING.equals(payload.getMetadataMap().get("encoding"))) {
            return payload;
        }
        byte[] data = payload.getData().toByteArray();
        byte[] nonce = Arrays.copyOf(data, NONCE_BYTES);
        try {
            return Payload.parseFrom(
                    crypt(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(data, NONCE_BYTES, data.length)));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The decrypted bytes are no payload", e);
        }
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }
}
