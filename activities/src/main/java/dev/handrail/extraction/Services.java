package dev.handrail.extraction;

/** A word such as "cleaning" or "quote" with the words that belong to it: "move-out cleaning", "gutters cleaned". */
final class Services implements Rule {

    private static final int MOST_WORDS_BEFORE = 3;
    private static final int MOST_WORDS_OF_A_VALUE = 6;
    private static final int REACH_OF_A_NEGATION = 3;

    private final Vocabulary words = Vocabulary.get();

    @Override
    public void read(Reading reading) {
        for (int at = 0; at < reading.size(); at++) {
            Token token = reading.token(at);
            if (!reading.isFreeWord(at)) {
                continue;
            }
            if (token.lower().startsWith("service") && isLabel(reading, at)) {
                byLabel(reading, at + 2);
            } else if (isHead(token) && !isLabel(reading, at) && !isHead(reading.token(at + 1))) {
                byHead(reading, at);
            } else if (words.has("service-participles", token) && isThing(reading, at - 1)) {
                found(reading, at - 1, at + 1);
            } else if (words.has("service-verbs", token)) {
                byVerb(reading, at);
            }
        }
        for (int at = 2; at < reading.size(); at++) {
            if (reading.followsOne(at, words.list("wantings"))) {
                byWanting(reading, at);
            }
        }
    }

    private void byHead(Reading reading, int head) {
        int first = head;
        while (first > head - MOST_WORDS_BEFORE && isThing(reading, first - 1)) {
            first--;
        }
        found(reading, first, head + 1);
    }

    /** "Wash windows", and after "to" or the like "fix my garage door". */
    private void byVerb(Reading reading, int verb) {
        if (words.has("things", reading.token(verb + 1))) {
            found(reading, verb, verb + 2);
        } else if (words.has("askings", reading.token(verb - 1))) {
            int things = afterDeterminer(reading, verb + 1);
            int end = afterThings(reading, things);
            if (end > things) {
                found(reading, verb, end);
            }
        }
    }

    /** "Interested in cloud migration". */
    private void byWanting(Reading reading, int at) {
        int things = afterDeterminer(reading, at);
        int end = afterThings(reading, things);
        if (end > things && !reading.token(things).lower().endsWith("ing")) {
            reading.found(Field.SERVICE, things, end, 0.55);
        }
    }

    private int afterDeterminer(Reading reading, int at) {
        return words.has("determiners", reading.token(at)) ? at + 1 : at;
    }

    private int afterThings(Reading reading, int first) {
        int end = first;
        while (end < first + MOST_WORDS_BEFORE && isThing(reading, end) && !words.has("nexts", reading.token(end))) {
            end++;
        }
        return end;
    }

    /** "Service: Impact Windows". */
    private void byLabel(Reading reading, int first) {
        int end = first;
        while (end < first + MOST_WORDS_OF_A_VALUE && reading.isFreeWord(end)) {
            end++;
        }
        if (end > first) {
            reading.found(Field.SERVICE, first, end, 0.8);
        }
    }

    private void found(Reading reading, int from, int to) {
        boolean ours =
                reading.token(from - 1).is("our") || reading.token(from - 1).is("your");
        if (!isNegated(reading, from) && !(ours && to - from == 1)) {
            reading.found(Field.SERVICE, from, to, to - from > 1 ? 0.8 : 0.65);
        }
    }

    private boolean isHead(Token token) {
        return token.isWord()
                && (words.has("services", token)
                        || token.isCapital() && words.endsWithOne("german-service-endings", token));
    }

    private static boolean isLabel(Reading reading, int at) {
        return reading.token(at + 1).isOneOf(":=");
    }

    private boolean isThing(Reading reading, int at) {
        Token token = reading.token(at);
        return reading.isFreeWord(at)
                && (!words.has("stop", token) || token.is("home") || token.is("house"))
                && !words.has("weekdays", token)
                && !words.has("titles", token)
                && !words.has("given-names", token)
                && !words.has("day-parts", token)
                && !words.has("day-words", token)
                && !token.is("'s");
    }

    /** "Can't do outdoor maintenance" asks for nothing. */
    private static boolean isNegated(Reading reading, int at) {
        for (int before = at - 1; before >= at - REACH_OF_A_NEGATION; before--) {
            Token token = reading.token(before);
            if (token.isMark()) {
                return false;
            }
            if (token.lower().endsWith("n't") || token.is("cannot") || token.is("not") || token.is("no")) {
                return true;
            }
        }
        return false;
    }
}
