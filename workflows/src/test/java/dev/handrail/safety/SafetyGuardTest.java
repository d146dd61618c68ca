package dev.handrail.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.lead.GroundedLead;
import dev.handrail.lead.GroundedLead.Analysis;
import dev.handrail.lead.GroundedLead.ClaimType;
import dev.handrail.lead.GroundedLead.Decision;
import dev.handrail.lead.GroundedLead.Enrichment;
import dev.handrail.lead.GroundedLead.Evidence;
import dev.handrail.lead.GroundedLead.GroundingStatus;
import dev.handrail.lead.GroundedLead.Intent;
import dev.handrail.lead.GroundedLead.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetyGuardTest {

    private static final String SCRIPT = "<script>alert('secret-value')</script>";

    @Nested
    class ALead {

        @Test
        void passes() {
            assertThat(SafetyGuard.violations(
                            lead("dana.reyes@mmm.example.com", "Dana", "Large; opened the pricing page")))
                    .isEmpty();
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", "  "})
        void needsAnEmail(String email) {
            assertThat(SafetyGuard.violations(lead(email, "Dana", "Fine")))
                    .containsExactly("email is required for any CRM operation; send the address of the person");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "dana",
                    "dana@",
                    "@acme.com",
                    "dana@acme",
                    "dana@@acme.com",
                    "dana reyes@acme.com",
                    "dana@acme..com",
                    "dana@-acme.com",
                    "dana@acme.com-",
                    "dana@acme.c",
                    "dana@192.168.0.1",
                    "dana@acme.com\n",
                    "dana@acme.com, bob@acme.com",
                    "<dana@acme.com>",
                    "Dana <dana@acme.com>",
                    "dana@ac_me.com"
                })
        void needsAnEmailThatIsOne(String email) {
            assertThat(SafetyGuard.violations(lead(email, "Dana", "Fine")))
                    .containsExactly("email is not an e-mail address; send one such as name@company.com");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a@b.co", "dana.o'brien@acme.com", "dana+crm@mail.acme.co.uk", "dana_reyes-1@3m.com",
                            "DANA@ACME.COM",
                    "用户@例子.公司", "jörg@müller.de", "dana@xn--mller-kva.xn--p1ai", "x@acme.technology", "1@2.de"
                })
        void takesEveryKindOfAddress(String email) {
            assertThat(SafetyGuard.violations(lead(email, "Dana", "Fine"))).isEmpty();
        }

        @Test
        void isStoppedByAnAttackInItsAddress() {
            assertThat(SafetyGuard.violations(lead("${x}'or'1'='1@acme.com", "Dana", "Fine")))
                    .containsExactly(Attack.TEMPLATE.violation("email"), Attack.BREAKOUT.violation("email"));
        }

        @Test
        void isInspectedInEveryText() {
            GroundedLead lead = new GroundedLead(
                    SCRIPT,
                    SCRIPT,
                    "a@b.co",
                    SCRIPT,
                    SCRIPT,
                    SCRIPT,
                    SCRIPT,
                    SCRIPT,
                    SCRIPT,
                    new Analysis(
                            Decision.NURTURE,
                            Intent.LOW_FIT,
                            10,
                            0.5,
                            SCRIPT,
                            GroundingStatus.VALID,
                            List.of("ok", SCRIPT),
                            List.of(new Evidence(
                                    SCRIPT, ClaimType.SCORE, Source.AI, SCRIPT, List.of(Map.of("x", SCRIPT))))),
                    new Enrichment(SCRIPT, SCRIPT, 1902, SCRIPT, 1L, 1.0, 1.0));

            assertThat(SafetyGuard.violations(lead))
                    .filteredOn(violation -> violation.contains("script tag"))
                    .extracting(violation -> violation.substring(0, violation.indexOf(" contains")))
                    .containsExactly(
                            "leadId",
                            "campaignId",
                            "firstName",
                            "lastName",
                            "title",
                            "phone",
                            "company",
                            "website",
                            "analysis.reasoning",
                            "analysis.groundingErrors[1]",
                            "analysis.evidence[0].claim",
                            "analysis.evidence[0].fieldPath",
                            "analysis.evidence[0].value[0].x",
                            "enrichment.company",
                            "enrichment.industry",
                            "enrichment.headquarters");
        }

        @Test
        void passesWithNothingButAnAddress() {
            assertThat(SafetyGuard.violations(new GroundedLead(
                            "L-1",
                            null,
                            "a@b.co",
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            new Analysis(
                                    Decision.IGNORE, Intent.LOW_FIT, 0, null, null, GroundingStatus.VALID, null, null),
                            null)))
                    .isEmpty();
        }

        @Test
        void doesNotCarryPersonalNumbersAlong() {
            assertThat(SafetyGuard.violations(lead(
                            "a@b.co",
                            "Dana",
                            "Paid with 4111 1111 1111 1111, SSN 123-45-6789, GB29NWBK60161331926819")))
                    .containsExactly(
                            "analysis.reasoning contains a payment card number (personal data); remove it before you send",
                            "analysis.reasoning contains a US social security number (personal data); remove it before you send",
                            "analysis.reasoning contains an IBAN (personal data); remove it before you send");
        }

        @Test
        void doesNotCarryFullWidthPersonalNumbersAlong() {
            assertThat(SafetyGuard.violations(lead("a@b.co", "Dana", "４１１１１１１１１１１１１１１１")))
                    .hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"javascript:go", "data:x", "file:///etc/passwd", " JavaScript:x", "java\tscript:x"})
        void hasNoWebsiteThatIsNone(String website) {
            GroundedLead lead = new GroundedLead(
                    "L-1",
                    null,
                    "a@b.co",
                    null,
                    null,
                    null,
                    null,
                    null,
                    website,
                    new Analysis(Decision.IGNORE, Intent.LOW_FIT, 0, null, null, GroundingStatus.VALID, null, null),
                    null);

            assertThat(SafetyGuard.violations(lead)).containsExactly(Attack.SCRIPT_URL.violation("website"));
        }
    }

    @Nested
    class Arguments {

        @Test
        void areInspectedHoweverDeep() {
            Map<String, Object> arguments = Map.of("fields", Map.of("notes", List.of("fine", Map.of("text", SCRIPT))));

            assertThat(SafetyGuard.violations(arguments))
                    .first()
                    .isEqualTo(
                            "fields.notes[1].text contains a script tag or other active HTML (XSS); send it as plain text");
        }

        @ParameterizedTest
        @ValueSource(strings = {"__proto__", "constructor", "prototype", "a.__proto__.b", "a[constructor][prototype]"})
        void haveNoKeyThatReachesAPrototype(String key) {
            assertThat(SafetyGuard.violations(Map.of("fields", Map.of(key, "x"))))
                    .containsExactly(Attack.PROTOTYPE.violation("The name of argument 1 in fields"));
        }

        @Test
        void areNotQuotedInAViolation() {
            Map<String, Object> arguments = Map.of(SCRIPT, SCRIPT, "note", "x' OR 'secret-value'='secret-value");

            assertThat(SafetyGuard.violations(arguments))
                    .isNotEmpty()
                    .noneMatch(violation -> violation.contains("secret-value"));
        }

        @Test
        void nameAnOddKeyByItsPlace() {
            Map<String, Object> arguments = new LinkedHashMap<>();
            arguments.put("first", 1);
            arguments.put("dana@acme.com", SCRIPT);

            assertThat(SafetyGuard.violations(arguments))
                    .allMatch(violation -> violation.startsWith("argument 2 contains"));
        }

        @Test
        void mayBeNumbersFlagsAndNothing() {
            Map<String, Object> arguments = new LinkedHashMap<>();
            arguments.put("fitScore", 91);
            arguments.put("amount", 24_600_000_000L);
            arguments.put("share", 0.5);
            arguments.put("createIfNotFound", true);
            arguments.put("owner", null);

            assertThat(SafetyGuard.violations(arguments)).isEmpty();
        }

        @Test
        void mayNotBeACardAsANumber() {
            assertThat(SafetyGuard.violations(Map.of("reference", 4111111111111111L)))
                    .containsExactly(
                            "reference contains a payment card number (personal data); remove it before you send");
        }

        @Test
        void mayNotBeNestedWithoutEnd() {
            Object nested = "x";
            for (int i = 0; i < 5_000; i++) {
                nested = List.of(nested);
            }

            assertThat(SafetyGuard.violations(Map.of("x", nested)))
                    .singleElement()
                    .asString()
                    .endsWith("is nested deeper than 50 levels; flatten it");
        }

        @Test
        void mayNotBeLongerInAllThanOneLookTakes() {
            assertThat(SafetyGuard.violations(
                            Map.of("notes", List.of("a".repeat(120_000), "b".repeat(120_000), "c".repeat(120_000)))))
                    .containsExactly("The texts hold more than 300000 characters in all; shorten them");
        }

        @Test
        void mayNotBeLongerThanACrmCanHold() {
            assertThat(SafetyGuard.violations(Map.of("note", "a".repeat(131_073))))
                    .containsExactly("note is longer than 131072 characters; shorten it");
        }
    }

    @ParameterizedTest
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    @ValueSource(
            strings = {
                "a",
                " ",
                "'",
                "\"",
                "' or ",
                "\" or \"",
                "or(",
                "<",
                "<a ",
                "<a on",
                "<img on",
                "<!--",
                "{{",
                "${",
                "}",
                "} or ",
                "select ",
                "select a,",
                "SELECT x ",
                "union select ",
                "insert into x (",
                "delete from ",
                "drop table ",
                "1,",
                "1 ",
                "1-",
                "4111 ",
                "DE89 ",
                "AKIA",
                "eyJ",
                "eyJaaaaaaaaa.eyJ",
                "-----BEGIN ",
                "bearer a",
                "\\x",
                "\\u00",
                "%25",
                "&#",
                "&amp;",
                "&",
                "\\",
                "C:\\",
                "C:\\a\\",
                "C:\\a \\x41",
                "javascript:",
                "j\ta",
                "data:text/html",
                "onclick=",
                "on",
                "eval",
                "eval (",
                "Function(",
                "function (",
                "__",
                "constructor.",
                "[constructor",
                "find {",
                "--",
                "/*",
                "/**/",
                "@{",
                "alert",
                "window[",
                "\u200b",
                "e\u0301",
                "ﷺ",
                "😀",
                "'; select ",
                "' and x = ",
                "\"=\"",
                "or 1=",
                "+ADw-"
            })
    void staysLinearOnAnythingRepeated(String part) {
        String text = part.repeat(100_000 / part.length());

        assertThat(SafetyGuard.violations(Map.of("note", text))).doesNotHaveDuplicates();
    }

    @Test
    void answersTheSameEveryTime() {
        List<String> once = new ArrayList<>(Samples.lines("attacks.txt"));
        Map<String, Object> arguments = Map.of("texts", once);

        assertThat(SafetyGuard.violations(arguments))
                .isEqualTo(SafetyGuard.violations(arguments))
                .isNotEmpty();
    }

    private static GroundedLead lead(String email, String firstName, String reasoning) {
        return new GroundedLead(
                "L-1001",
                "C-2026-Q4",
                email,
                firstName,
                "O'Brien",
                "VP, R&D -- EMEA",
                "+1 651 555 0134",
                "AT&T",
                "https://mmm.example.com",
                new Analysis(
                        Decision.ROUTE_TO_SDR,
                        Intent.HIGH_FIT,
                        91,
                        0.88,
                        reasoning,
                        GroundingStatus.VALID,
                        List.of(),
                        List.of(new Evidence(
                                "Fit score 91", ClaimType.SCORE, Source.ENRICHMENT, "analysis.fitScore", 91))),
                new Enrichment(
                        "3M", "Industrial Conglomerates", 1902, "Saint Paul, Minnesota", 61_500L, 2.46e10, 0.97));
    }
}
