package dev.handrail.extraction;

/** Capital words up to one that companies end with, or after a cue such as "company:". */
final class Companies implements Rule {

    private static final int MOST_WORDS = 5;
    private static final int MOST_WORDS_OF_A_CALLER = 4;

    private final Vocabulary words = Vocabulary.get();

    @Override
    public void read(Reading reading) {
        for (int at = 0; at < reading.size(); at++) {
            Token token = reading.token(at);
            if (token.isCapital() && reading.isFree(at) && words.has("company-endings", token)) {
                at = byEnding(reading, at);
            }
        }
        for (int at = 1; at < reading.size(); at++) {
            byCue(reading, at);
            byCaller(reading, at);
        }
    }

    private int byEnding(Reading reading, int ending) {
        int last = ending;
        while (words.has("company-endings", reading.token(last + 1)) && isPart(reading, last + 1)) {
            last++;
        }
        int first = ending;
        while (first > ending - MOST_WORDS && (isPart(reading, first - 1) || isJoint(reading, first - 1))) {
            first--;
        }
        if (first < ending) {
            boolean legal = words.has("legal-endings", reading.token(last));
            reading.found(Field.COMPANY, first, last + 1, legal ? 0.95 : 0.8);
        }
        return last;
    }

    private void byCue(Reading reading, int at) {
        int first = reading.token(at).isOneOf(":=") ? at + 1 : at;
        boolean cued = reading.followsOne(at, words.list("company-cues"));
        int end = end(reading, first);
        if (cued && end > first) {
            reading.found(Field.COMPANY, first, end, 0.75);
        }
    }

    private boolean isPart(Reading reading, int at) {
        Token token = reading.token(at);
        return token.isCapital() && reading.isFree(at) && !words.has("stop", token) && !words.has("titles", token);
    }

    /** "This is Paula from Westside Printing". */
    private void byCaller(Reading reading, int from) {
        int name = from - 1;
        while (name > from - MOST_WORDS_OF_A_CALLER && isPart(reading, name)) {
            name--;
        }
        boolean introduced = reading.followsOne(name + 1, words.list("introductions"));
        int end = end(reading, from + 1);
        if (reading.token(from).is("from") && name < from - 1 && introduced && end > from + 1) {
            reading.found(Field.COMPANY, from + 1, end, 0.65);
        }
    }

    private int end(Reading reading, int first) {
        int end = first;
        while (end < first + MOST_WORDS && (isPart(reading, end) || isJoint(reading, end))) {
            end++;
        }
        return end;
    }

    /** What may stand between two parts: "Rossi & Sons", "St. Mark". */
    private boolean isJoint(Reading reading, int at) {
        Token token = reading.token(at);
        boolean abbreviation = token.is(".") && reading.token(at - 1).is("st");
        return (token.is("&") || token.is("of") || abbreviation) && isPart(reading, at - 1) && isPart(reading, at + 1);
    }
}
