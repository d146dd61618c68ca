package dev.handrail.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.KeysetHandle;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.payload.codec.PayloadCodecException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncryptionCodecTest {

    private static final Payload LEAD = payload("json/plain", "{\"email\":\"dana.reyes@mmm.example.com\"}");

    private final KeysetHandle keyset = Keysets.generate();
    private final EncryptionCodec codec = new EncryptionCodec(keyset);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "json/plain     | {\"email\":\"dana\"}",
                "json/plain     | [\"dana\"]",
                "json/plain     | 42",
                "json/protobuf  | {\"email\":\"dana\"}",
                "binary/plain   | \"dana\"",
                "`` | \"dana\""
            })
    void whatMayHoldAPersonIsEncrypted(String encoding, String data) {
        Payload plain = payload(encoding, data);

        Payload encrypted = encode(plain);

        assertThat(encrypted.getMetadataMap())
                .isEqualTo(Map.of(
                        "encoding", ByteString.copyFromUtf8("binary/encrypted"),
                        "encryption-key-id", keyId(keyset)));
        assertThat(encrypted.toString()).doesNotContain("dana");
        assertThat(decode(encrypted)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "json/plain | \"upsert_lead, attempt 1\"",
                "binary/null | ``",
                "json/plain | ``",
                "binary/plain | ``"
            })
    void summariesAndNothingStayReadable(String encoding, String data) {
        Payload plain = payload(encoding, data);

        assertThat(encode(plain)).isEqualTo(plain);
        assertThat(decode(plain)).isEqualTo(plain);
    }

    @Test
    void whatIsEncryptedIsNotEncryptedAgain() {
        Payload encrypted = encode(LEAD);

        assertThat(encode(encrypted)).isEqualTo(encrypted);
    }

    @Test
    void theSamePayloadNeverLooksTheSame() {
        assertThat(encode(LEAD)).isNotEqualTo(encode(LEAD));
    }

    @Test
    void aSignalSentByHandIsReadAsItIs() {
        assertThat(decode(LEAD)).isEqualTo(LEAD);
    }

    @Test
    void payloadsKeepTheirOrder() {
        Payload summary = payload("json/plain", "\"a\"");

        assertThat(codec.decode(codec.encode(List.of(LEAD, summary, LEAD)))).containsExactly(LEAD, summary, LEAD);
    }

    @Test
    void aRotatedKeysetReadsTheOldAndWritesWithTheNew() {
        KeysetHandle prepared = Keysets.withNewKey(keyset);
        KeysetHandle rotated = Keysets.withNewestAsPrimary(prepared);
        Payload old = encode(LEAD);

        assertThat(keyId(prepared)).isEqualTo(keyId(keyset));
        assertThat(keyId(rotated)).isNotEqualTo(keyId(keyset));
        EncryptionCodec after = new EncryptionCodec(rotated);
        assertThat(after.decode(List.of(old))).containsExactly(LEAD);
        List<Payload> written = after.encode(List.of(LEAD));
        assertThat(written.getFirst().getMetadataOrThrow("encryption-key-id")).isEqualTo(keyId(rotated));
        assertThat(new EncryptionCodec(prepared).decode(written)).containsExactly(LEAD);
    }

    @Test
    void aMissingKeyIsNamed() {
        Payload encrypted = encode(LEAD);

        assertThatThrownBy(() -> new EncryptionCodec(Keysets.generate()).decode(List.of(encrypted)))
                .isInstanceOf(PayloadCodecException.class)
                .hasMessageContaining(
                        "lacks its key %s;".formatted(keyId(keyset).toStringUtf8()));
    }

    @Test
    void aChangedPayloadIsRefused() {
        Payload encrypted = encode(LEAD);
        byte[] changed = encrypted.getData().toByteArray();
        changed[changed.length - 1]++;
        Payload forged = encrypted.toBuilder()
                .setData(ByteString.copyFrom(changed))
                .putMetadata("encryption-key-id", ByteString.copyFromUtf8("<script>"))
                .build();

        assertThatThrownBy(() -> decode(forged))
                .isInstanceOf(PayloadCodecException.class)
                .hasMessageContaining("was changed")
                .hasMessageNotContaining("script");
    }

    @Test
    void theTextOfAFailureIsEncrypted() {
        DataConverter converter = HandrailDataConverter.create(keyset);
        ApplicationFailure failure = ApplicationFailure.newNonRetryableFailure(
                "No lead dana.reyes@mmm.example.com", "INVALID", Map.of("email", "dana.reyes@mmm.example.com"));

        Failure stored = converter.exceptionToFailure(failure);

        assertThat(stored.toString()).doesNotContain("dana");
        assertThat(converter.failureToException(stored)).isInstanceOfSatisfying(ApplicationFailure.class, read -> {
            assertThat(read.getOriginalMessage()).isEqualTo("No lead dana.reyes@mmm.example.com");
            assertThat(read.getDetails().get(Map.class)).containsEntry("email", "dana.reyes@mmm.example.com");
        });
    }

    @Test
    void withoutAKeysetEverythingIsReadable() {
        Payload payload = HandrailDataConverter.create(null)
                .toPayload(Map.of("tool", "add_note"))
                .orElseThrow();

        assertThat(payload).isEqualTo(payload("json/plain", "{\"tool\":\"add_note\"}"));
    }

    private Payload encode(Payload payload) {
        return codec.encode(List.of(payload)).getFirst();
    }

    private Payload decode(Payload payload) {
        return codec.decode(List.of(payload)).getFirst();
    }

    private static ByteString keyId(KeysetHandle keyset) {
        return ByteString.copyFromUtf8(
                Integer.toUnsignedString(keyset.getPrimary().getId()));
    }

    private static Payload payload(String encoding, String data) {
        return Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8(encoding))
                .setData(ByteString.copyFromUtf8(data))
                .build();
    }
}
