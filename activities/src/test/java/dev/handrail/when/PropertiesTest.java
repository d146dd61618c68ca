package dev.handrail.when;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What holds for whatever is said, tried with many sayings; a failure names the seed that said it. */
class PropertiesTest {

    private static final int SAYINGS = 1_500;

    private static final WorkingDay LONG_DAY =
            new WorkingDay(Hours.between(6, 23), Hours.between(6, 12), Hours.between(12, 18), Hours.between(18, 23));

    private static final List<WorkingDay> WORKING_DAYS = List.of(WorkingDay.USUAL, LONG_DAY);

    private static void forAll(Consumer<Sayings> property) {
        LongStream.range(0, SAYINGS)
                .forEach(seed -> assertThatCode(() -> property.accept(new Sayings(seed)))
                        .as("seed %d", seed)
                        .doesNotThrowAnyException());
    }

    private static When anywhere(Sayings sayings, ZoneId zone) {
        return new When(zone, sayings.any(WORKING_DAYS));
    }

    private static Stream<Answer<?>> everyReading(When when, String words, Instant now) {
        return Stream.of(
                when.date(words, now),
                when.allowingPast().date(words, now),
                when.date("tomorrow", words, now),
                when.time(words),
                when.span(words, now));
    }

    private static void asksInWords(Answer<?> answer) {
        if (answer instanceof Answer.Unclear<?> unclear) {
            assertThat(unclear.question()).contains("; say ").hasSizeLessThan(400);
        }
    }

    @Test
    void answersWhateverIsSaid() {
        forAll(sayings -> {
            String words = sayings.any(List.of(sayings.noise(), sayings.soup()));
            everyReading(anywhere(sayings, sayings.zone()), words, sayings.now())
                    .forEach(PropertiesTest::asksInWords);
        });
    }

    @Test
    void answersWhatBreaksOtherParsers() throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/blns.json")) {
            for (String words : JsonMapper.shared().readValue(file, String[].class)) {
                everyReading(new When(ZoneId.of("UTC"), WorkingDay.USUAL), words, Instant.parse("2026-11-25T10:00:00Z"))
                        .forEach(PropertiesTest::asksInWords);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "-", " ", "monday ", "a week after ", "9:", "in ", "1/", "\u00e9", "\ufdfa"})
    void quotesFortyCharactersAtMostOfWhateverIsSaid(String repeated) {
        for (int times : new int[] {13, 60, 200_000}) {
            String words = repeated.repeat(times);
            everyReading(new When(ZoneId.of("UTC"), WorkingDay.USUAL), words, Instant.EPOCH)
                    .filter(Answer.Unclear.class::isInstance)
                    .map(answer -> ((Answer.Unclear<?>) answer).why())
                    .forEach(why -> assertThat(why).matches("(?s)[^\"]*(\"[^\"]{0,40}\"[^\"]*)?"));
        }
    }

    @Test
    void neverAnswersWithThePast() {
        forAll(sayings -> {
            ZoneId zone = sayings.zone();
            Instant now = sayings.now();
            String words = sayings.soup();
            meant(anywhere(sayings, zone).date(words, now)).forEach(day -> {
                assertThat(day.date())
                        .as(words)
                        .isAfterOrEqualTo(now.atZone(zone).toLocalDate());
                if (day.hours() != null) {
                    assertThat(day.start(zone).toInstant())
                            .as(words)
                            .isAfterOrEqualTo(now.truncatedTo(ChronoUnit.MINUTES));
                }
            });
        });
    }

    @Test
    void understandsItsOwnCandidatesAndAnswers() {
        forAll(sayings -> {
            Instant now = sayings.now();
            When when = anywhere(sayings, sayings.zone());
            When past = when.allowingPast();
            String words = sayings.soup();
            meant(when.date(words, now))
                    .forEach(day ->
                            assertThat(when.date(day.toString(), now)).as(words).isEqualTo(Answer.understood(day)));
            meant(past.date(words, now))
                    .forEach(day ->
                            assertThat(past.date(day.toString(), now)).as(words).isEqualTo(Answer.understood(day)));
            meant(when.time(words))
                    .forEach(hours ->
                            assertThat(when.time(hours.toString())).as(words).isEqualTo(Answer.understood(hours)));
            meant(when.span(words, now))
                    .forEach(span -> assertThat(when.span(span.toString(), now))
                            .as(words)
                            .isEqualTo(Answer.understood(span)));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uuuu-MM-dd",
                "uuuuMMdd",
                "uuuu/M/d",
                "MMMM d",
                "d MMM",
                "MMM d, uuuu",
                "d. MMMM uuuu",
                "EEEE, MMMM d, uuuu",
                "EEE d MMM uuuu",
                "d-MMM-uuuu",
                "MMMM d uuuu (EEEE)"
            })
    void readsADayInEachFormThatItIsWrittenIn(String form) {
        DateTimeFormatter written = DateTimeFormatter.ofPattern(form, Locale.ENGLISH);
        forAll(sayings -> {
            Instant now = sayings.now();
            ZoneId zone = ZoneId.of("Europe/Berlin");
            LocalDate day = sayings.dayAfter(now.atZone(zone).toLocalDate());
            String words = written.format(day);
            assertThat(new When(zone, WorkingDay.USUAL).date(words, now))
                    .as(words)
                    .isEqualTo(Answer.understood(Day.of(day)));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"HH:mm", "h:mm a", "h:mma", "'at' h.mm a", "HH:mm:ss"})
    void readsATimeInEachFormThatItIsWrittenIn(String form) {
        DateTimeFormatter written = DateTimeFormatter.ofPattern(form, Locale.ENGLISH);
        When when = new When(ZoneId.of("UTC"), WorkingDay.USUAL);
        for (LocalTime time = LocalTime.MIDNIGHT; time.isBefore(LocalTime.of(23, 59)); time = time.plusMinutes(1)) {
            assertThat(when.time(written.format(time))).isEqualTo(Answer.understood(Hours.at(time)));
        }
    }

    @Test
    void readsTheSameWithOtherSpacesAndCapitals() {
        forAll(sayings -> {
            Instant now = sayings.now();
            When when = anywhere(sayings, sayings.zone());
            String words = sayings.soup();
            String retyped = sayings.retyped(words);
            if (retyped.length() <= 100) {
                assertThat(meant(when.date(retyped, now)).toList())
                        .as(words)
                        .isEqualTo(meant(when.date(words, now)).toList());
                assertThat(meant(when.span(retyped, now)).toList())
                        .as(words)
                        .isEqualTo(meant(when.span(words, now)).toList());
                assertThat(meant(when.time(retyped)).toList())
                        .as(words)
                        .isEqualTo(meant(when.time(words)).toList());
            }
        });
    }

    private static <T> Stream<T> meant(Answer<T> answer) {
        return switch (answer) {
            case Answer.Understood<T>(T value) -> Stream.of(value);
            case Answer.Unclear<T> unclear -> unclear.candidates().stream();
        };
    }
}
