package dev.handrail.redaction;

import dev.handrail.safety.PersonalData;
import dev.handrail.safety.PersonalData.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something in a text that is to be redacted.
 *
 * @param kind null for an e-mail address or a phone number
 */
record Sighting(@Nullable Kind kind, int start, int end) {

    private static final Pattern EMAIL = Pattern.compile("[\\p{L}\\p{M}\\p{N}.!#$%&'*+/=?^_`{"
            + "|}~-]{1,64}@[\\p{L}\\p{M}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{M}\\p{N}-]{1,63}){1,8}");

    /** Of a whole value; anything but spaces around the at sign, as seed 001 has it. */
    private static final Pattern WHOLE_EMAIL = Pattern.compile("[^\\s@]+@[^\\s@.]+(?:\\.[^\\s@.]+)+");

    private static final String NOT_IN_A_NUMBER = "(?<![\\p{L}\\p{N}_.,:/#-])";
    private static final String NUMBER_ENDS = "(?![\\p{L}\\p{N}_]|[.,:/-][0-9])";
    private static final String GAP = "[ .()/-]{0,3}";

    private static final List<Pattern> PHONES = List.of(
            // International, with a plus: up to 15 digits (E.164)
            Pattern.compile("(?<![\\p{L}\\p{N}+])\\+[1-9](?:" + GAP + "[0-9]){6,14}" + "(?![\\p{L}\\p{N}_])"),
            // International, with 00
            Pattern.compile(NOT_IN_A_NUMBER + "00[1-9][0-9]{0,2}[ -]" + "(?:" + GAP + "[0-9]){6,12}" + NUMBER_ENDS),
            // North America
            Pattern.compile("(?<![\\p{L}\\p{N}_.,:/#])(?<![0-9]-)(?:1[ .-])?(?:\\([2-9][0-9]{2}\\) ?"
                    + "|[2-9][0-9]{2}([ .-]))[2-9][0-9]{2}"
                    + "(?:\\1|[ .-])[0-9]{4}" + NUMBER_ENDS),
            // National, with a leading zero, in groups
            Pattern.compile(
                    NOT_IN_A_NUMBER + "\\(?0[1-9][0-9]{0,4}\\)?[ /-](?:[0-9]{2,8}[ -]){0,4}[0-9]{2,8}" + NUMBER_ENDS),
            // Named as one
            Pattern.compile("(?i)(?<=\\b(?:phone|mobile|cell|tel|fax|call)[.:]{0,2}[ =]{0,2})[0-9](?:" + GAP
                    + "[0-9]){6,14}(?![\\p{L}\\p{N}_])"));

    private static final Pattern DATE = Pattern.compile("[0-9]{2}[-/][0-9]{2}[-/][0-9]{4}.*");
    private static final int FEWEST_DIGITS = 7;

    static List<Sighting> in(String text) {
        List<Sighting> sightings = new ArrayList<>();
        PersonalData.find(text)
                .forEach(finding -> sightings.add(new Sighting(finding.kind(), finding.start(), finding.end())));
        if (text.indexOf('@') >= 0) {
            EMAIL.matcher(text)
                    .results()
                    .forEach(match -> sightings.add(new Sighting(null, match.start(), match.end())));
        }
        if (digits(text) >= FEWEST_DIGITS) {
            PHONES.forEach(phone -> phone.matcher(text)
                    .results()
                    .filter(match -> isPhone(match.group()))
                    .forEach(match -> sightings.add(new Sighting(null, match.start(), match.end()))));
        }
        sightings.sort(
                Comparator.comparingInt(Sighting::start).thenComparing(Sighting::end, Comparator.reverseOrder()));
        return apart(sightings);
    }

    static boolean isEmail(String text) {
        return WHOLE_EMAIL.matcher(text).matches();
    }

    private static boolean isPhone(String candidate) {
        return digits(candidate) >= FEWEST_DIGITS && !DATE.matcher(candidate).matches();
    }

    private static long digits(String text) {
        return text.chars().filter(c -> c >= '0' && c <= '9').count();
    }

    private static List<Sighting> apart(List<Sighting> sorted) {
        List<Sighting> apart = new ArrayList<>();
        int end = 0;
        for (Sighting sighting : sorted) {
            if (sighting.start() >= end) {
                apart.add(sighting);
                end = sighting.end();
            }
        }
        return apart;
    }
}
