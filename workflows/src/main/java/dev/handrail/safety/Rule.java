package dev.handrail.safety;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to recognise an attack.
 *
 * @param triggers at least one of them is in every text the pattern can match, in lower case; a cheap first look
 * @param view what of the reading the pattern is written for
 * @param condition what a pattern cannot say
 */
record Rule(
        Attack attack, List<String> triggers, Function<Reading, String> view, Pattern pattern, Condition condition) {

    interface Condition {
        boolean holds(Reading reading, MatchResult match);
    }

    /** For the text in lower case. */
    static Rule lower(Attack attack, String triggers, String pattern) {
        return new Rule(attack, words(triggers), Reading::lower, Pattern.compile(pattern), (reading, match) -> true);
    }

    /** For the text with its case kept. */
    static Rule cased(Attack attack, String triggers, String pattern) {
        return new Rule(attack, words(triggers), Reading::text, Pattern.compile(pattern), (reading, match) -> true);
    }

    /** For the text as a query parser reads it. */
    static Rule query(Attack attack, String triggers, String pattern) {
        return new Rule(attack, words(triggers), Reading::query, Pattern.compile(pattern), (reading, match) -> true);
    }

    Rule when(Condition condition) {
        return new Rule(attack, triggers, view, pattern, condition);
    }

    boolean matches(Reading reading) {
        if (!isTriggered(reading.lower())) {
            return false;
        }
        Matcher matcher = pattern.matcher(view.apply(reading));
        while (matcher.find()) {
            if (condition.holds(reading, matcher)) {
                return true;
            }
        }
        return false;
    }

    private boolean isTriggered(String lower) {
        for (String trigger : triggers) {
            if (lower.contains(trigger)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> words(String triggers) {
        return Arrays.asList(triggers.split(" "));
    }
}
