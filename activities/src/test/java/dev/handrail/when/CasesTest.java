package dev.handrail.when;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Each row of cases.csv is a promise: what words mean, or between what is asked back. */
class CasesTest {

    @ParameterizedTest(name = "{2} \"{3}\" on {1} in {0} is {4}")
    @CsvFileSource(resources = "cases.csv", delimiter = '|', quoteCharacter = '\'', numLinesToSkip = 3)
    void readsAsThePromiseSays(String zone, LocalDateTime now, String read, String words, String expected) {
        ZoneId place = ZoneId.of(zone);

        assertThat(shown(answer(
                        new When(place, WorkingDay.USUAL),
                        read,
                        words,
                        now.atZone(place).toInstant())))
                .isEqualTo(expected);
    }

    private static Answer<?> answer(When when, String read, String words, Instant now) {
        return switch (read) {
            case "date" -> when.date(words, now);
            case "past" -> when.allowingPast().date(words, now);
            case "time" -> when.time(words);
            case "span" -> when.span(words, now);
            default -> throw new IllegalArgumentException("Rows read a date, past, time or span, not " + read);
        };
    }

    private static String shown(Answer<?> answer) {
        return switch (answer) {
            case Answer.Understood<?>(Object value) -> value.toString();
            case Answer.Unclear<?> unclear ->
                ("? " + unclear.candidates().stream().map(Object::toString).collect(Collectors.joining(" or ")))
                        .strip();
        };
    }
}
