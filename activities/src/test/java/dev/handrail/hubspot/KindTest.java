package dev.handrail.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Line 1\nLine 2",
                "<script>alert(1)</script>",
                "5 < 6 && 7 > 6",
                "&amp; stays &amp;",
                "a<br>b",
                "  two  spaces  ",
                "\n\n",
                "&#60;"
            })
    void textOfOursComesBackFromHtmlAsItWas(String text) {
        assertThat(Html.text(Html.of(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <p>Met <b>Dana</b></p><p>again</p> | Met Dana\\nagain
            <div>R&amp;D &ndash; ok<br/>next</div> | R&D – ok\\nnext
            <ul><li>one</li><li>two</li></ul> | one\\ntwo
            """)
    void readsWhatPeopleFormatInHubSpotAsPlainText(String html, String text) {
        assertThat(Html.text(html)).isEqualTo(text.replace("\\n", "\n"));
    }

    @Test
    void showsPeopleEscapedMarkupRatherThanRunningIt() {
        assertThat(Html.of("<img src=x onerror=alert(1)>")).doesNotContain("<", ">");
    }

    @Test
    void keepsTagsThatHoldWhatSeparatesThem() {
        Kind.Lines tags = new Kind.Lines(80, 100);
        List<Object> odd = List.of("a;b", "c\\n", "line\nbreak", "back\\slash", "\\\n");

        assertThat(tags.read(tags.write(odd))).isEqualTo(odd);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Auckland"})
    void keepsADayInTheZoneOfTheAccount(String zone) {
        Kind.Day day = new Kind.Day(ZoneId.of(zone));

        assertThat(day.read(day.write("2027-03-14"))).isEqualTo("2027-03-14");
        assertThat(day.bounds("2027-03-14")).isSorted();
    }

    @Test
    void showsAndTakesBackAChoiceThatOnlyHubSpotHas() {
        Kind.Choice status = new Kind.Choice(Map.of("New", "NEW"), Set.of("CONNECTED"));

        assertThat(status.read("CONNECTED")).isEqualTo("CONNECTED");
        assertThat(status.write("CONNECTED")).isEqualTo("CONNECTED");
        assertThat(status.accept("CONNECTED")).isEqualTo("CONNECTED");
        assertThat(status.read("NEW")).isEqualTo("New");
    }
}
