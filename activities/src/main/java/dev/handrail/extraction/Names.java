package dev.handrail.extraction;

import java.util.Locale;

/** People: after a title, after a cue such as "this is", by a common given name, or by where two capital words stand. */
final class Names implements Rule {

    private static final int MOST_WORDS = 3;

    private final Vocabulary words = Vocabulary.get();

    @Override
    public void read(Reading reading) {
        for (int at = 0; at < reading.size(); at++) {
            int end = reading.isFreeWord(at) ? end(reading, at) : at;
            if (end > at) {
                at = end - 1;
            }
        }
    }

    private int end(Reading reading, int at) {
        int titled = afterTitled(reading, at);
        int name = afterName(reading, at);
        if (isGreeted(reading, at, Math.max(titled, name))) {
            return Math.max(titled, name);
        }
        if (titled > at) {
            return found(reading, at, titled, 0.92);
        }
        int couple = afterCouple(reading, at);
        if (couple > at) {
            return found(reading, at, couple, 0.8);
        }
        boolean cued = isCued(reading, at);
        boolean given = words.has("given-names", reading.token(at));
        if (name > at && (cued || given)) {
            double confidence = (cued ? 0.65 : 0.5) + (given ? 0.2 : 0) + (name - at > 1 ? 0.1 : 0);
            return found(reading, at, name, confidence);
        }
        if (given && (cued || isUnmistakable(reading, at))) {
            return found(reading, at, afterSmallName(reading, at), cued ? 0.7 : 0.5);
        }
        boolean placed = name > at + 1 && isAlone(reading, at, name) || name > at && isSubject(reading, at, name);
        return placed ? found(reading, at, name, 0.6) : at;
    }

    private static int found(Reading reading, int from, int to, double confidence) {
        reading.found(Field.NAME, from, to, confidence);
        return to;
    }

    /** "Hi Adam," speaks to somebody, who is not who speaks. */
    private boolean isGreeted(Reading reading, int at, int end) {
        Token before = reading.token(at - 1).is(",") ? reading.token(at - 2) : reading.token(at - 1);
        return end > at && words.has("greetings", before) && reading.token(end).isMark();
    }

    /** "Mrs. Garcia", "Mr. and Mrs. Okafor". */
    private int afterTitled(Reading reading, int at) {
        int next = afterTitle(reading, at);
        if (next > at && (reading.token(next).is("and") || reading.token(next).is("&"))) {
            int second = afterTitle(reading, next + 1);
            next = second > next + 1 ? second : next;
        }
        int name = next > at ? afterName(reading, next) : at;
        return name > next ? name : at;
    }

    private int afterTitle(Reading reading, int at) {
        if (!reading.token(at).isCapital() || !words.has("titles", reading.token(at))) {
            return at;
        }
        return reading.token(at + 1).is(".") ? at + 2 : at + 1;
    }

    /** "Bill & Joan Carter". */
    private int afterCouple(Reading reading, int at) {
        Token and = reading.token(at + 1);
        boolean both = isGiven(reading.token(at)) && isNameWord(reading, at + 2, 0)
                || isNameWord(reading, at, 0) && isGiven(reading.token(at + 2));
        return both && (and.is("and") || and.is("&")) ? afterName(reading, at + 2) : at;
    }

    private boolean isGiven(Token token) {
        return token.isCapital() && words.has("given-names", token);
    }

    /** Up to three capital words, with initials and "Jr". */
    private int afterName(Reading reading, int at) {
        int end = at;
        int count = 0;
        while (count < MOST_WORDS && isNameWord(reading, end, count)) {
            count++;
            boolean initial = reading.token(end).text().length() == 1;
            end += initial && reading.token(end + 1).is(".") ? 2 : 1;
        }
        if (end > at && (reading.token(end).is("jr") || reading.token(end).is("sr"))) {
            end++;
        }
        return reading.token(end - 1).isMark() ? end - 1 : end;
    }

    private boolean isNameWord(Reading reading, int at, int before) {
        Token token = reading.token(at);
        boolean capitals =
                token.text().length() > 1 && token.text().equals(token.text().toUpperCase(Locale.ROOT));
        boolean other = words.has("stop", token)
                || words.has("titles", token)
                || words.has("weekdays", token)
                || words.has("properties", token)
                || words.has("property-modifiers", token)
                || words.has("services", token)
                || words.has("company-endings", token)
                || words.has("frequencies", token)
                || words.has("street-suffixes", token)
                || words.has("months", token) && before == 0
                || words.state(token.text()).isPresent() && before == 0 && !words.has("given-names", token);
        boolean monthAsName = words.has("months", token)
                && before == 0
                && reading.token(at + 1).isCapital();
        return token.isCapital() && reading.isFree(at) && !capitals && (!other || monthAsName);
    }

    private boolean isCued(Reading reading, int at) {
        int end = reading.token(at - 1).isOneOf(":=-,") ? at - 1 : at;
        return reading.followsOne(end, words.list("name-cues"));
    }

    /** A given name in small letters counts at the end of the notes, or before a number. */
    private boolean isUnmistakable(Reading reading, int at) {
        boolean ambiguous = words.has("ambiguous-given-names", reading.token(at));
        boolean starts = reading.token(at - 1).isMark();
        boolean ends = at + 1 == reading.size() || reading.token(at + 1).isNumber();
        return !ambiguous && starts && ends;
    }

    private int afterSmallName(Reading reading, int at) {
        Token next = reading.token(at + 1);
        boolean family = next.isWord()
                && reading.isFree(at + 1)
                && !words.has("stop", next)
                && reading.token(at + 2).isMark();
        return family ? at + 2 : at + 1;
    }

    /** Two capital words between marks or at the start of a line, not the start of a sentence. */
    private static boolean isAlone(Reading reading, int at, int end) {
        Token next = reading.token(end);
        return reading.token(at - 1).isOneOf(".!?;\n,:(/") && (next.isOneOf(",;:(/-&\n)") || next.isNumber());
    }

    private boolean isSubject(Reading reading, int at, int end) {
        return reading.token(at - 1).isBreak() && words.has("name-verbs", reading.token(end));
    }
}
