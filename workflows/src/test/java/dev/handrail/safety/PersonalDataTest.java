package dev.handrail.safety;

import static dev.handrail.safety.PersonalData.Kind.BANK_ACCOUNT;
import static dev.handrail.safety.PersonalData.Kind.CARD;
import static dev.handrail.safety.PersonalData.Kind.SECRET;
import static dev.handrail.safety.PersonalData.Kind.SOCIAL_SECURITY_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.safety.PersonalData.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are test numbers that the issuers and registries publish. */
class PersonalDataTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4012-8888-8888-1881",
                "4917610000000000003",
                "5555555555554444",
                "2223003122003222",
                "3782 822463 10005",
                "371449635398431",
                "6011111111111117",
                "6500000000000002",
                "3530111333300000",
                "30569309025904",
                "3852 000002 3237",
                "6200000000000005"
            })
    void findsACard(String number) {
        assertThat(PersonalData.find("paid with " + number + ", thanks"))
                .containsExactly(new Finding(CARD, 10, 10 + number.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "1234567812345670",
                "4111 1111 11111111",
                "41111111111111111111",
                "x4111111111111111",
                "+4111111111111111",
                "4111111111111111.50",
                "https://social.example/4111111111111111",
                "4222222222222",
                "4915112345678",
                "24600000000",
                "1.234.567.890.123.456"
            })
    void leavesOtherLongNumbersAlone(String number) {
        assertThat(PersonalData.find("call " + number + " now")).isEmpty();
    }

    @Test
    void takesThirteenDigitsForACardWhenTheTextSpeaksOfOne() {
        assertThat(PersonalData.find("Visa 4222222222222"))
                .extracting(Finding::kind)
                .containsExactly(CARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123-45-6789", "SSN 123456789", "ssn: 123 45 6789", "Social security number is 123456789"})
    void findsASocialSecurityNumber(String text) {
        assertThat(PersonalData.find("his " + text + "."))
                .extracting(Finding::kind)
                .containsExactly(SOCIAL_SECURITY_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000-12-3456",
                "666-12-3456",
                "900-12-3456",
                "123-00-4567",
                "123-45-0000",
                "123456789",
                "123 45 6789",
                "1123-45-6789",
                "123-45-67890",
                "123-45-6789-1",
                "+1-123-45-6789"
            })
    void leavesOtherNineDigitsAlone(String text) {
        assertThat(PersonalData.find(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE89 3704 0044 0532 0130 00",
                "DE89370400440532013000",
                "GB29 NWBK 6016 1331 9268 19",
                "FR14 2004 1010 0505 0001 3M02 606",
                "NO93 8601 1117 947",
                "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
                "CH93-0076-2011-6238-5295-7"
            })
    void findsABankAccount(String iban) {
        assertThat(PersonalData.find("to " + iban + " EUR 5"))
                .containsExactly(new Finding(BANK_ACCOUNT, 3, 3 + iban.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DE89 3704 0044 0532 0130 01", "ZZ89 3704 0044 0532 0130 00", "DE89", "US12 INCH PIPES AND MORE"
            })
    void leavesWhatOnlyLooksLikeABankAccountAlone(String text) {
        assertThat(PersonalData.find(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIA" + "IOSFODNN7EXAMPLE",
                "ASIA" + "IOSFODNN7EXAMPLE",
                "Bearer " + "abcdefghijklmnop1234567890",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
                "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789",
                "sk_live_" + "abcdefghijklmnop",
                "xoxb-" + "123456789012-abcdef",
                "AIza" + "SyA-abcdefghijklmnopqrstuvwxyz01234"
            })
    void findsASecret(String secret) {
        assertThat(PersonalData.find("key: " + secret)).containsExactly(new Finding(SECRET, 5, 5 + secret.length()));
    }

    @Test
    void findsAPrivateKeyToItsEnd() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----";

        assertThat(PersonalData.find(key + " rest")).containsExactly(new Finding(SECRET, 0, key.length()));
        assertThat(PersonalData.find("-----BEGIN PRIVATE KEY-----\nMIIB")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer of good news and internationalization",
                "-----BEGIN PUBLIC KEY-----",
                "AKIA",
                "https://www.example.com/eyJ",
                "sk_test_abcdefghijklmnop"
            })
    void leavesWhatIsNoSecretAlone(String text) {
        assertThat(PersonalData.find(text)).isEmpty();
    }

    @Test
    void findsThemInOrder() {
        assertThat(PersonalData.find("4111111111111111, 123-45-6789, GB29NWBK60161331926819"))
                .extracting(Finding::kind)
                .containsExactly(CARD, SOCIAL_SECURITY_NUMBER, BANK_ACCOUNT);
    }
}
