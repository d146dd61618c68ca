package dev.handrail.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The cases of seed 001, "Unit Tests for SalesforceQuerySanitizer", and the Big List of Naughty Strings. */
class SalesforceTextTest {

    static Stream<Arguments> soslCases() {
        return Stream.of(
                Arguments.of(
                        "test?query&more|stuff!here{with}[brackets](and)^~*:\"quotes\"",
                        "test\\?query\\&more\\|stuff\\!here\\{with\\}\\[brackets\\]\\(and\\)\\^\\~\\*\\:\\\"quotes\\\""),
                Arguments.of("", ""),
                Arguments.of("test+value-", "test\\+value\\-"),
                Arguments.of("it's a test", "it\\'s a test"),
                Arguments.of("日本語{test}", "日本語\\{test\\}"),
                Arguments.of("Company 🚀 {corp}", "Company 🚀 \\{corp\\}"),
                Arguments.of("شركة{test}", "شركة\\{test\\}"),
                Arguments.of("test\\{literal\\}", "test\\\\\\{literal\\\\\\}"),
                Arguments.of("acme.com} OR {*", "acme.com\\} OR \\{\\*"),
                Arguments.of("test\tvalue\nwith\rreturns", "test\\tvalue\\nwith\\rreturns"),
                Arguments.of("   ", "   "));
    }

    /** The seed's expectations here leave out characters that its own list, and its other cases, say are escaped. */
    static Stream<Arguments> soslCasesInWhichTheSeedContradictsItself() {
        return Stream.of(
                Arguments.of("{{{{}}}}", "\\{\\{\\{\\{\\}\\}\\}\\}"),
                Arguments.of("'; DROP TABLE Account; --", "\\'; DROP TABLE Account; \\-\\-"),
                Arguments.of("${jndi:ldap://evil.com}", "\\$\\{jndi\\:ldap\\://evil.com\\}"));
    }

    static List<String> naughtyStrings() {
        return List.of(JsonMapper.shared()
                .readValue(Path.of("..", "workflows", "src", "test", "resources", "blns.json"), String[].class));
    }

    @Nested
    class Sosl {

        @ParameterizedTest
        @MethodSource({
            "dev.handrail.salesforce.SalesforceTextTest#soslCases",
            "dev.handrail.salesforce.SalesforceTextTest#soslCasesInWhichTheSeedContradictsItself"
        })
        void escapesReservedCharacters(String text, String expected) {
            assertThat(SalesforceText.escapeSosl(text)).isEqualTo(expected);
        }

        @Test
        void treatsNothingAsEmpty() {
            assertThat(SalesforceText.escapeSosl(null)).isEmpty();
        }

        @Test
        void keepsLongTextWhole() {
            String escaped = SalesforceText.escapeSosl("a".repeat(10_000) + "{inject}");

            assertThat(escaped).endsWith("\\{inject\\}").hasSize(10_010);
        }

        @Test
        void leavesADollarThatOpensNoTemplateAlone() {
            assertThat(SalesforceText.escapeSosl("$100 Club")).isEqualTo("$100 Club");
        }

        @Test
        void separatesWordsWhereAControlCharacterStood() {
            assertThat(SalesforceText.escapeSosl("one\u0000two\u001bthree")).isEqualTo("one two three");
        }

        @Test
        void doesNotLetHalfASurrogatePairBecomeAWildcard() {
            assertThat(SalesforceText.escapeSosl("acme\ud83d")).isEqualTo("acme\ufffd");
            assertThat(SalesforceText.escapeSosl("\ude80acme")).isEqualTo("\ufffdacme");
        }

        @Test
        void buildsAQueryThatFindsTheTerm() {
            assertThat(SalesforceText.soslQuery("acme{corp}", List.of("Id", "Name", "Website"), "Account"))
                    .isEqualTo("FIND {acme\\{corp\\}} IN ALL FIELDS RETURNING Account(Id, Name, Website)");
            assertThat(SalesforceText.soslQuery("test", List.of(), "Account"))
                    .isEqualTo("FIND {test} IN ALL FIELDS RETURNING Account()");
        }

        @Test
        void keepsABreakoutInsideTheTerm() {
            String query = SalesforceText.soslQuery("test} RETURNING Contact(Id) FIND {*", List.of("Id"), "Account");

            assertThat(query)
                    .isEqualTo("FIND {test\\} RETURNING Contact\\(Id\\) FIND \\{\\*}"
                            + " IN ALL FIELDS RETURNING Account(Id)");
            assertThat(endOfTerm(query)).isEqualTo(query.lastIndexOf('}'));
        }

        @Test
        void refusesANameThatIsNone() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SalesforceText.soslQuery("acme", List.of("Id)"), "Account"))
                    .withMessageContaining("API name");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SalesforceText.soslQuery("acme", List.of("Id"), "Account(Id), Contact"));
        }

        @ParameterizedTest
        @MethodSource("dev.handrail.salesforce.SalesforceTextTest#naughtyStrings")
        void keepsANaughtyStringInsideTheBraces(String naughty) {
            String query = "FIND {%s} IN ALL FIELDS".formatted(SalesforceText.escapeSosl(naughty));

            assertThat(endOfTerm(query)).isEqualTo(query.lastIndexOf('}'));
            assertThat(bareReserved(query.substring("FIND {".length(), query.lastIndexOf('}'))))
                    .isEmpty();
        }
    }

    @Nested
    class Soql {

        @ParameterizedTest
        @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
                        it's→it\\'s
                        path\\to\\file→path\\\\to\\\\file
                        say "hello"→say \\"hello\\"
                        ' OR Id != NULL OR Name = '→\\' OR Id != NULL OR Name = \\'
                        100%_{x}→100%_{x}
                        日本語 🚀 شركة→日本語 🚀 شركة
                        """)
        void escapesWhatEndsALiteral(String text, String expected) {
            assertThat(SalesforceText.escapeSoql(text)).isEqualTo(expected);
        }

        @Test
        void escapesControlCharacters() {
            assertThat(SalesforceText.escapeSoql("line1\nline2")).isEqualTo("line1\\nline2");
            assertThat(SalesforceText.escapeSoql("line1\rline2")).isEqualTo("line1\\rline2");
            assertThat(SalesforceText.escapeSoql("\t\b\f\u0000")).isEqualTo("\\t\\b\\f\\u0000");
        }

        @ParameterizedTest
        @NullAndEmptySource
        void treatsNothingAsEmpty(String nothing) {
            assertThat(SalesforceText.escapeSoql(nothing)).isEmpty();
        }

        @Test
        void keepsAnInjectionInsideTheLiteral() {
            String query = "SELECT Id FROM Lead WHERE Name = '%s'"
                    .formatted(SalesforceText.escapeSoql("' OR Id != NULL OR Name = '"));

            assertThat(endOfLiteral(query)).isEqualTo(query.length() - 1);
        }

        @Test
        void takesWildcardsLiterallyInLike() {
            assertThat(SalesforceText.escapeSoqlLike("50%_off\\'")).isEqualTo("50\\%\\_off\\\\\\'");
        }

        @ParameterizedTest
        @MethodSource("dev.handrail.salesforce.SalesforceTextTest#naughtyStrings")
        void keepsANaughtyStringInsideTheQuotes(String naughty) {
            String equal = "WHERE Name = '%s'".formatted(SalesforceText.escapeSoql(naughty));
            String like = "WHERE Name LIKE '%s'".formatted(SalesforceText.escapeSoqlLike(naughty));

            assertThat(endOfLiteral(equal)).isEqualTo(equal.length() - 1);
            assertThat(endOfLiteral(like)).isEqualTo(like.length() - 1);
            assertThat(equal.chars()).noneMatch(Character::isISOControl);
        }

        @ParameterizedTest
        @MethodSource("dev.handrail.salesforce.SalesforceTextTest#naughtyStrings")
        void losesNothingOfANaughtyString(String naughty) {
            assertThat(unescaped(SalesforceText.escapeSoql(naughty))).isEqualTo(naughty);
        }
    }

    @Nested
    class Ids {

        @ParameterizedTest
        @ValueSource(strings = {"001ABC123DEFGHI", "001ABC123DEFGHIJKL", "001aBc123DeFgHi"})
        void areFifteenOrEighteenLettersAndDigits(String id) {
            assertThat(SalesforceText.isId(id)).isTrue();
        }

        @ParameterizedTest
        @NullAndEmptySource
        @ValueSource(
                strings = {
                    "001ABC",
                    "001ABC123DEFGHIJKLMNOP",
                    "001ABC123DEFGHI!",
                    "001ABC123DEFGH",
                    "001ABC123DEFGHIJ",
                    "001ABC123DEFGHIJK",
                    "001ABC123DEFGHÏ",
                    "001ABC123DEFGHI\n"
                })
        void areNothingElse(String id) {
            assertThat(SalesforceText.isId(id)).isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "001000000000000, 001000000000000AAA",
            "00QA0000001abcD, 00QA0000001abcDMAQ",
            "001D000000IRFma, 001D000000IRFmaIAH",
            "ABCDEABCDEABCDE, ABCDEABCDEABCDE555"
        })
        void getACheckOfTheirUpperCaseLetters(String shortId, String longId) {
            assertThat(SalesforceText.to18(shortId)).isEqualTo(longId);
            assertThat(SalesforceText.isCanonicalId(longId)).isTrue();
        }

        @ParameterizedTest
        @NullAndEmptySource
        @ValueSource(strings = {"001ABC123DEFGHIJKL", "001D000000IRFma", "001d000000irfmaIAH", "001D000000IRFmaIA!"})
        void areNotCanonicalWhenTheCheckDisagrees(String id) {
            assertThat(SalesforceText.isCanonicalId(id)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "001", "001D000000IRFmaIAH", "001D000000IRFm!"})
        void areLengthenedOnlyWhenShort(String id) {
            assertThatIllegalArgumentException().isThrownBy(() -> SalesforceText.to18(id));
        }
    }

    /** Where a SOSL parser sees the end of {@code FIND {…}}: the first brace that no backslash precedes. */
    private static int endOfTerm(String query) {
        return firstBare(query, query.indexOf('{') + 1, '}');
    }

    /** Where a SOQL parser sees the end of the literal: the first single quote that no backslash precedes. */
    private static int endOfLiteral(String query) {
        return firstBare(query, query.indexOf('\'') + 1, '\'');
    }

    private static int firstBare(String query, int from, char end) {
        for (int i = from; i < query.length(); i++) {
            if (query.charAt(i) == '\\') {
                i++;
            } else if (query.charAt(i) == end) {
                return i;
            }
        }
        return -1;
    }

    private static String bareReserved(String term) {
        StringBuilder bare = new StringBuilder();
        for (int i = 0; i < term.length(); i++) {
            if (term.charAt(i) == '\\') {
                i++;
            } else if ("?&|!{}[]()^~*:\"'+-".indexOf(term.charAt(i)) >= 0) {
                bare.append(term.charAt(i));
            }
        }
        return bare.toString();
    }

    private static String unescaped(String literal) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = literal.charAt(++i);
            switch (escaped) {
                case 't' -> text.append('\t');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'u' -> {
                    text.append((char) Integer.parseInt(literal.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                default -> text.append(escaped);
            }
        }
        return text.toString();
    }
}
