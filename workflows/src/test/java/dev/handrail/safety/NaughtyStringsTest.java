package dev.handrail.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Big List of Naughty Strings, section by section; sections are named by their first and last string. */
class NaughtyStringsTest {

    private static final List<String> ALL = Samples.naughtyStrings();

    static Stream<String> attacks() {
        Stream<String> scriptInjection = section("<script>alert(123)</script>", "<plaintext>");
        Stream<String> afterTheLinkThatIsOne =
                section("</textarea><script>alert(123)</script>", "'; EXEC sp_MSForEachTable 'DROP TABLE ?'; --");
        Stream<String> codeInjection = Stream.of(
                "@{[system \"touch /tmp/blns.fail\"]}",
                "eval(\"puts 'hello world'\")",
                "System(\"ls -al /\")",
                "Kernel.exec(\"ls -al /\")");
        Stream<String> xmlEntities = ALL.stream().filter(naughty -> naughty.startsWith("<?xml"));
        Stream<String> templates = ALL.stream().filter(naughty -> naughty.startsWith("{%") || naughty.startsWith("{{"));
        return Stream.of(scriptInjection, afterTheLinkThatIsOne, codeInjection, xmlEntities, templates)
                .flatMap(strings -> strings);
    }

    static Stream<String> harmless() {
        Stream<String> wordsNumbersAndScripts = section("", ALL.get(ALL.indexOf("<script>alert(123)</script>") - 1));
        Stream<String> wildcardsAndOptions = section(" ", "$USER");
        Stream<String> interpolationsOfOthers = section("$HOME", "%n");
        Stream<String> filesDevicesAndPlaces = section("../../../../../../../../../../../etc/hosts", "گچپژ");
        return Stream.of(
                        wordsNumbersAndScripts,
                        Stream.of("http://a/%%30%30"),
                        wildcardsAndOptions,
                        interpolationsOfOthers,
                        filesDevicesAndPlaces)
                .flatMap(strings -> strings)
                .filter(naughty -> !naughty.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void areStoppedWhenTheyAttack(String naughty) {
        assertThat(SafetyGuard.violations(Map.of("name", naughty))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void passWhenTheyAreOnlyOdd(String naughty) {
        assertThat(SafetyGuard.violations(Map.of("name", naughty))).isEmpty();
    }

    private static Stream<String> section(String first, String last) {
        return ALL.subList(ALL.indexOf(first), ALL.indexOf(last) + 1).stream();
    }
}
