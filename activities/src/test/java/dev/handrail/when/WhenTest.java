package dev.handrail.when;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Wednesday, ten in the morning, in New York. */
class WhenTest {

    private static final Instant NOW = Instant.parse("2026-11-25T15:00:00Z");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final When when = new When(NEW_YORK, WorkingDay.USUAL);

    private static String question(Answer<?> answer) {
        return ((Answer.Unclear<?>) answer).question();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            03/04/2027        | 03/04 is March 4 or April 3; say 2027-03-04 or 2027-04-03
            31 February       | February has no day 31; say 2027-02-28
            Thursday 2026-12-02 | 2026-12-02 is a Wednesday, not a Thursday; say 2026-12-02 or 2026-11-26 or 2026-12-03
            next Friday       | Next Friday can be the coming one or the one of the week after; say 2026-11-27 or 2026-12-04
            today at 9        | 09:00 of today has passed; say 2026-11-26 09:00
            2025-11-26        | 2025-11-26 has passed; say 2026-11-26
            soon              | "soon" is no day that can be read for certain; say it like tomorrow or 2026-11-26
            3000-01-01        | Only days of the years 1900 to 2199 can be said; say it like tomorrow or 2026-11-26
            2027-03-14 02:30  | Clocks in America/New_York are put forward on 2027-03-14, and there is no 02:30; say 2027-03-14 03:00
            ``                | No day was said; say it like tomorrow or 2026-11-26
            """)
    void asksSoThatAPersonOrAModelCanAnswer(String words, String question) {
        assertThat(question(when.date(words, NOW))).isEqualTo(question);
    }

    @Test
    void readsADayAndATimeThatAreSaidApart() {
        assertThat(when.date("next Monday", "9:00-11:00", NOW))
                .isEqualTo(when.date("2026-11-30 09:00-11:00", NOW))
                .isInstanceOf(Answer.Understood.class);
    }

    @Test
    void asksAboutTheDayWithTheTimeThatWasSaid() {
        assertThat(question(when.date("next Friday", "morning", NOW)))
                .endsWith("; say 2026-11-27 08:00-12:00 or 2026-12-04 08:00-12:00");
    }

    @Test
    void asksAboutATimeThatIsNoTime() {
        assertThat(question(when.date("next Monday", "soonish", NOW)))
                .isEqualTo("\"soonish\" is no time that can be read for certain; say it like 9am, 14:00 or 9:00-11:00");
    }

    @Test
    void takesTheNarrowerOfTwoTimesAndAsksWhenTheyDiffer() {
        assertThat(when.date("tomorrow morning", "9-11", NOW)).isEqualTo(when.date("tomorrow 9-11", NOW));
        assertThat(question(when.date("tomorrow morning", "3pm", NOW)))
                .isEqualTo("Two times were said; say 2026-11-26 08:00-12:00 or 2026-11-26 15:00");
    }

    @Test
    void asksWhetherEightIsInTheMorningWhereTheBusinessIsOpenAtBoth() {
        WorkingDay longDay = new WorkingDay(
                Hours.between(6, 23), Hours.between(6, 12), Hours.between(12, 18), Hours.between(18, 23));
        When allDay = new When(NEW_YORK, longDay);

        assertThat(question(allDay.time("8")))
                .isEqualTo("The time can be in the morning or in the evening; say 08:00 or 20:00");
        assertThat(allDay.time("evening")).isEqualTo(Answer.understood(Hours.between(18, 23)));
    }

    @Test
    void takesTheFirstOfTwoInstantsWithTheSameLocalTime() {
        assertThat(when.date("2027-11-07 01:30", NOW)
                        .certain()
                        .map(day -> day.start(NEW_YORK).toInstant()))
                .containsExactly(Instant.parse("2027-11-07T05:30:00Z"));
    }

    @Test
    void aDayBeginsWhenItsDateDoesWhereMidnightIsLeftOut() {
        assertThat(Day.of(LocalDate.of(2018, 11, 4))
                        .start(ZoneId.of("America/Sao_Paulo"))
                        .toLocalTime())
                .isEqualTo(LocalTime.of(1, 0));
    }

    @Test
    void noWindowEndsBeforeItBegins() {
        assertThatIllegalArgumentException().isThrownBy(() -> Hours.between(11, 9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Span(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Span(null, null));
    }
}
