package dev.handrail.when;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What people might say, the same for the same seed. */
final class Sayings {

    private static final List<String> WORDS = List.of(
            "today",
            "tomorrow",
            "yesterday",
            "day",
            "days",
            "week",
            "weeks",
            "month",
            "year",
            "after",
            "before",
            "from",
            "now",
            "in",
            "next",
            "last",
            "this",
            "the",
            "of",
            "end",
            "start",
            "first",
            "second",
            "fifth",
            "monday",
            "fri",
            "sunday",
            "wednesday",
            "nov",
            "february",
            "may",
            "december",
            "a",
            "an",
            "three",
            "business",
            "morning",
            "evening",
            "tonight",
            "noon",
            "midnight",
            "am",
            "pm",
            "a.m.",
            "half",
            "past",
            "quarter",
            "to",
            "at",
            "by",
            "until",
            "between",
            "and",
            "since",
            "hours",
            "minutes",
            "ago",
            "weekend",
            "q",
            "within",
            "first thing",
            "26th",
            "31st",
            "2nd",
            "9",
            "11",
            "12",
            "13",
            "26",
            "30",
            "31",
            "09",
            "00",
            "45",
            "2026",
            "2027",
            "1899",
            "0000",
            "9999",
            "20261126",
            "99999999999999999999",
            "2026-11-26",
            "2026-02-30",
            "03/04",
            "3/4/27",
            "13.4.",
            "9:00",
            "09:00",
            "21:30",
            "9:00-11:00",
            "t09:00",
            "2026-11-26t09:00z",
            "-",
            "–",
            "..",
            "/",
            ":",
            ".",
            ",");

    private static final List<String> ZONES = List.of(
            "America/New_York",
            "Europe/Berlin",
            "Asia/Tokyo",
            "Pacific/Apia",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Pacific/Kiritimati",
            "Asia/Kathmandu",
            "UTC",
            "Africa/Casablanca",
            "America/St_Johns");

    private static final List<String> SPACES = List.of(" ", "  ", "\u00a0", "\t", "\u2009 ");

    private final SplittableRandom random;

    Sayings(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Any characters at all, up to twice the longest that is read. */
    String noise() {
        return random.ints(random.nextInt(200), 0, 0x110000)
                .map(letter -> random.nextBoolean() ? letter : letter % 128)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** Words that the reader knows, in no order. */
    String soup() {
        return IntStream.rangeClosed(0, random.nextInt(9))
                .mapToObj(_ -> any(WORDS))
                .collect(Collectors.joining(" "));
    }

    ZoneId zone() {
        return ZoneId.of(any(ZONES));
    }

    /** Between 2005 and 2040. */
    Instant now() {
        return Instant.ofEpochSecond(random.nextLong(1_104_537_600L, 2_208_988_800L));
    }

    LocalDate dayAfter(LocalDate day) {
        return day.plusDays(random.nextInt(1, 364));
    }

    /** The same words by somebody with another keyboard. */
    String retyped(String words) {
        return any(SPACES)
                + words.chars()
                        .mapToObj(letter -> letter == ' ' ? any(SPACES) : anyCase(Character.toString(letter)))
                        .collect(Collectors.joining())
                + any(SPACES);
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String anyCase(String letter) {
        return random.nextBoolean() ? letter.toUpperCase(Locale.ROOT) : letter;
    }
}
