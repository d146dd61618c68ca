package dev.handrail.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.handrail.redaction.RedactionRules.Strategy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RedactionTest {

    private static final byte[] KEY = "a key of thirty-two bytes, or so".getBytes(StandardCharsets.UTF_8);

    private final Redaction redaction = new Redaction(RedactionRules.DEFAULT);

    static List<String> naughtyStrings() {
        return List.of(JsonMapper.shared()
                .readValue(Path.of("..", "workflows", "src", "test", "resources", "blns.json"), String[].class));
    }

    /** The table of seed 001, section 6; its third row shows seven characters where its own code shows four. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    email       | john.doe@acme.com       | j***@acme.com
                    phone       | +1-555-123-4567         | ***4567
                    address     | 123 Main St, Boston, MA | '***, MA'
                    lastName    | Alex Smith              | ***mith
                    state       | MA                      | **
                    postalCode  | 0210                    | ****
                    firstName   | 👩🏽‍🚀王小明アダ         | ***小明アダ
                    """)
    void truncatesASensitiveField(String field, String value, String expected) {
        assertThat(redaction.redact(Map.of(field, value))).containsExactly(Map.entry(field, expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "Email",
                "EMAIL",
                "email_address",
                "contactEmail",
                "Work-Email",
                "Email__c",
                "lead.email",
                "first_name",
                "FirstName",
                "FIRST_NAME",
                "firstname",
                "leadFirstName",
                "mobilePhone",
                "Mobile_Phone__c",
                "billing_address",
                "BillingCity",
                "mailing-state",
                "MailingPostalCode",
                "postal_code",
                "SSN",
                "contactSSN",
                "taxID",
                "tax_id",
                "phone2",
                "phone_number"
            })
    void knowsASensitiveFieldByItsWords(String field) {
        assertThat(redaction.redact(Map.of(field, "Sensitive"))).containsEntry(field, "***tive");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "estate",
                "realEstate",
                "capacity",
                "statement",
                "statesman",
                "intensity",
                "microphone",
                "homophone",
                "addressee",
                "automobile",
                "velocity",
                "syntaxId",
                "emailed",
                "session",
                "assn",
                "taxIdea",
                "name",
                "company"
            })
    void leavesAFieldAloneThatOnlyLooksAlike(String field) {
        assertThat(redaction.redact(Map.of(field, "Readable"))).containsEntry(field, "Readable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"password", "clientSecret", "api_key", "accessToken", "X-Api-Key", "db.password", "Set-Cookie"})
    void leavesNothingOfASecret(String field) {
        assertThat(redaction.redact(Map.of(field, "abcdefgh"))).containsEntry(field, Redaction.REDACTED);
    }

    @Test
    void redactsAtEveryDepth() {
        Map<String, Object> original = new LinkedHashMap<>();
        original.put("leadId", "L-1001");
        original.put("fields", Map.of("email", "dana@acme.com"));
        original.put("contacts", List.of(Map.of("lastName", "Reyes"), "write to dana@acme.com", List.of("x")));
        original.put("array", new Object[] {"bob@acme.com", 1});

        assertThat(redaction.redact(original))
                .containsExactly(
                        Map.entry("leadId", "L-1001"),
                        Map.entry("fields", Map.of("email", "d***@acme.com")),
                        Map.entry(
                                "contacts",
                                List.of(Map.of("lastName", "***eyes"), "write to d***@acme.com", List.of("x"))),
                        Map.entry("array", List.of("b***@acme.com", 1)));
    }

    @Test
    void redactsASensitiveFieldThatIsNoText() {
        Map<String, Object> original = new LinkedHashMap<>();
        original.put("phone", 16515550134L);
        original.put("address", Map.of("street", "Main St"));
        original.put("email", List.of("dana@acme.com"));
        original.put("mobile", null);

        assertThat(redaction.redact(original))
                .containsEntry("phone", Redaction.REDACTED)
                .containsEntry("address", Redaction.REDACTED)
                .containsEntry("email", Redaction.REDACTED)
                .containsEntry("mobile", null);
    }

    @Test
    void leavesOtherValuesAsTheyAre() {
        Instant time = Instant.parse("2026-11-20T21:33:00Z");
        UUID id = UUID.fromString("651a5550-1340-4111-8111-111111111111");
        Map<String, Object> original = new LinkedHashMap<>();
        original.put("score", 91);
        original.put("revenue", 24_600_000_000L);
        original.put("confidence", 0.88);
        original.put("converted", true);
        original.put("strategy", Strategy.HASH);
        original.put("at", time);
        original.put("id", id);
        original.put("owner", null);

        assertThat(redaction.redact(original)).isEqualTo(original);
        assertThat(redaction.redact(Map.of("reference", 4111111111111111L))).containsEntry("reference", "***1111");
    }

    @Test
    void redactsAddressesThatAreKeysAndKeepsBothValues() {
        Map<String, Object> original = new LinkedHashMap<>();
        original.put("dana@acme.com", 1);
        original.put("dora@acme.com", 2);

        assertThat(redaction.redact(original))
                .containsExactly(Map.entry("d***@acme.com", 1), Map.entry("d***@acme.com (2)", 2));
    }

    @Test
    void doesNotTouchTheOriginal() {
        Map<String, Object> original = Map.of("fields", Map.of("email", "dana@acme.com"));

        redaction.redact(original);

        assertThat(original).isEqualTo(Map.of("fields", Map.of("email", "dana@acme.com")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    write to dana.reyes@mmm.example.com now     | write to d***@mmm.example.com now
                    <dana@acme.com>, "o'neil+x@acme.co.uk".     | <d***@acme.com>, "o***@acme.co.uk".
                    用户@例子.公司                                | 用***@例子.公司
                    call +1 651 555 0134.                       | call ***0134.
                    call +49 (0) 151 2345-6789 soon             | call ***6789 soon
                    +1-555-123-4567,+1-555-123-4568             | ***4567,***4568
                    at (651) 555-0134 or 651.555.0135           | at ***0134 or ***0135
                    1-800-555-0199                              | ***0199
                    00 44 20 / 0044 20 7946 0958                | 00 44 20 / ***0958
                    London 020 7946 0958                        | London ***0958
                    Paris 06 12 34 56 78                        | Paris ***6 78
                    Berlin 030/12345678                         | Berlin ***5678
                    phone: 6515550134                           | phone: ***0134
                    paid with 4111 1111 1111 1111               | paid with ***1111
                    ssn 123-45-6789                             | ssn ***6789
                    to DE89 3704 0044 0532 0130 00              | to ***0 00
                    key AKIAIOSFODNN7EXAMPLE                    | key [REDACTED]
                    Authorization: Bearer abcdefghijklmnop12345 | Authorization: [REDACTED]
                    """)
    void redactsWhatStandsInAText(String text, String expected) {
        assertThat(redaction.redactText(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Founded in 1902, 61,500 people, $24,600,000,000 of revenue",
                "24600000000",
                "2026-11-20T21:33:00.123Z",
                "2026-11-20 21:33:00",
                "01-02-2026 10",
                "20/11/2026",
                "lead-acme-L-1001",
                "651a5550-1340-4111-8111-111111111111",
                "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
                "192.168.100.200:8080",
                "10.0.0.1",
                "version 1.39.0-rc.1",
                "00Q000000000001AAA",
                "at dev.handrail.Redaction.redact(Redaction.java:120)",
                "score 91/100, ratio 3.14159265358979",
                "1732138380123",
                "@handle and a @ b",
                "3 + 4 555 words"
            })
    void leavesOtherTextAlone(String text) {
        assertThat(redaction.redactText(text)).isEqualTo(text);
    }

    @Test
    void masksToTheLength() {
        Redaction masking = new Redaction(RedactionRules.DEFAULT.with(Strategy.MASK));

        assertThat(masking.redact(Map.of("email", "a@b.co"))).containsEntry("email", "******");
        assertThat(masking.redactText("to a@b.co!")).isEqualTo("to ******!");
    }

    @Test
    void hashesWithAKeySoThatEqualValuesStayEqual() {
        Redaction hashing = new Redaction(RedactionRules.DEFAULT.with(Strategy.HASH), KEY);
        Redaction otherwise = new Redaction(
                RedactionRules.DEFAULT.with(Strategy.HASH),
                "another key with enough bytes".getBytes(StandardCharsets.UTF_8));

        Object hash = hashing.redact(Map.of("email", "dana@acme.com")).get("email");

        assertThat(hash).asString().matches("[0-9a-f]{16}");
        assertThat(hashing.redactText("dana@acme.com")).isEqualTo(hash);
        assertThat(hashing.redactText("bob@acme.com")).isNotEqualTo(hash);
        assertThat(otherwise.redactText("dana@acme.com")).isNotEqualTo(hash);
        assertThat(hashing.redactText("AKIAIOSFODNN7EXAMPLE")).isEqualTo(Redaction.REDACTED);
    }

    @Test
    void doesNotHashWithoutAGoodKey() {
        RedactionRules hash = RedactionRules.DEFAULT.with(Strategy.HASH);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Redaction(hash))
                .withMessageContaining("key");
        assertThatIllegalArgumentException().isThrownBy(() -> new Redaction(hash, new byte[15]));
    }

    @Test
    void followsItsRules() {
        Redaction own = new Redaction(new RedactionRules(List.of("nickName"), Strategy.TRUNCATE, 2));

        assertThat(own.redact(Map.of("nick_name", "Danny", "lastName", "Reyes")))
                .containsEntry("nick_name", "***ny")
                .containsEntry("lastName", "Reyes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedactionRules(List.of(), Strategy.TRUNCATE, 0))
                .withMessageContaining("MASK");
    }

    @Test
    void isDoneOnce() {
        String once = redaction.redactText("Dana dana@acme.com +1 651 555 0134, 4111 1111 1111 1111");

        assertThat(redaction.redactText(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("naughtyStrings")
    void survivesNaughtyStrings(String naughty) {
        assertThat(redaction.redact(Map.of("note", naughty, "email", naughty))).hasSize(2);
    }

    @ParameterizedTest
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    @ValueSource(
            strings = {
                "a", "@", "a@", "a@b.", "1", "1 ", "+1", "+1 ", "(651) ", "651-", "0", "01 ", "00 ", "tel ", "1-", ".",
                "-"
            })
    void staysLinearOnAnythingRepeated(String part) {
        assertThat(redaction.redactText(part.repeat(50_000 / part.length()))).isNotEmpty();
    }
}
