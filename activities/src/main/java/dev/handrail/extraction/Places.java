package dev.handrail.extraction;

import java.util.Locale;

/** Cities, states and postal codes. */
final class Places {

    private static final int MOST_WORDS_OF_A_CITY = 3;
    private static final double SURE = 0.9;
    private static final double LIKELY = 0.75;
    private static final double PERHAPS = 0.6;

    private final Vocabulary words = Vocabulary.get();

    /** Returns the place after what was read, or where it began when there is none. */
    int readAfterStreet(Reading reading, int end) {
        int at = end;
        while (at < end + 2
                && (reading.token(at).isOneOf(",;/\n") || reading.token(at).is("in"))) {
            at++;
        }
        if (isGermanPostalCode(reading, at)) {
            return germanCity(reading, at);
        }
        for (int city = 1; city <= MOST_WORDS_OF_A_CITY; city++) {
            int after = at + city;
            if (!isCityWord(reading, after - 1)) {
                break;
            }
            int region = readRegion(reading, after, true);
            if (region > after) {
                reading.found(Field.CITY, at, after, SURE);
                return region;
            }
        }
        return cityAlone(reading, at, LIKELY);
    }

    /** Places that stand alone. */
    void read(Reading reading) {
        for (int at = 0; at < reading.size(); at++) {
            if (isGermanPostalCode(reading, at)) {
                at = Math.max(at, germanCity(reading, at) - 1);
                continue;
            }
            if (isZip(reading, at) && reading.followsOne(at, words.list("zip-cues"))) {
                reading.found(Field.POSTAL_CODE, at, at + 1, SURE);
                continue;
            }
            int city = firstOfCity(reading, at);
            if (city < at && readRegion(reading, at, false) > at) {
                int last = reading.token(at - 1).isMark() ? at - 1 : at;
                reading.found(Field.CITY, city, last, SURE);
            }
        }
        for (int at = 0; at < reading.size(); at++) {
            if (reading.token(at).is("in") || reading.token(at).is("near")) {
                cityAlone(reading, at + 1, PERHAPS);
            }
        }
    }

    /** Where the capital words before a state or a postcode begin. */
    private int firstOfCity(Reading reading, int region) {
        int first = reading.token(region - 1).isOneOf(",;") ? region - 1 : region;
        int fewest = Math.max(0, first - MOST_WORDS_OF_A_CITY);
        while (first > fewest && reading.token(first - 1).isCapital() && isCityWord(reading, first - 1)) {
            first--;
        }
        return reading.token(first).isCapital() ? first : region;
    }

    /** Reads a state, a postal code or both. */
    private int readRegion(Reading reading, int from, boolean afterStreet) {
        int at = reading.token(from).isOneOf(",;") ? from + 1 : from;
        if (isBritishPostcode(reading, at)) {
            reading.found(Field.POSTAL_CODE, at, at + 2, SURE);
            return at + 2;
        }
        int state = afterState(reading, at, afterStreet);
        int code = state > at && reading.token(state).isOneOf(",;") ? state + 1 : state;
        boolean postal = isZip(reading, code) && (state > at || afterStreet);
        if (state > at) {
            reading.found(Field.STATE, at, state, SURE);
        }
        if (postal) {
            reading.found(Field.POSTAL_CODE, code, code + 1, SURE);
            return code + 1;
        }
        return state > at ? state : from;
    }

    private int afterState(Reading reading, int at, boolean afterStreet) {
        Token token = reading.token(at);
        if (!reading.isFreeWord(at)) {
            return at;
        }
        boolean comma = reading.token(at - 1).is(",");
        if (token.text().length() == 2 && words.state(token.text()).isPresent()) {
            boolean capitals = token.text().equals(token.text().toUpperCase(Locale.ROOT));
            Token next = reading.token(at + 1);
            boolean ends = next.isMark() || isZip(reading, at + 1);
            return capitals || afterStreet && ends ? at + 1 : at;
        }
        if (token.isCapital() && (comma || afterStreet)) {
            String two = token.text() + " " + reading.token(at + 1).text();
            if (reading.isFreeWord(at + 1) && words.state(two).isPresent()) {
                return at + 2;
            }
            return words.state(token.text()).isPresent() ? at + 1 : at;
        }
        return at;
    }

    private int cityAlone(Reading reading, int at, double confidence) {
        int end = at;
        while (end < at + MOST_WORDS_OF_A_CITY && reading.token(end).isCapital() && isCityWord(reading, end)) {
            end++;
        }
        boolean whole = end > at
                && !reading.token(end).isCapital()
                && !reading.token(end).isNumber();
        if (whole && !isOther(reading, at)) {
            reading.found(Field.CITY, at, end, confidence);
            return end;
        }
        return at;
    }

    private boolean isOther(Reading reading, int at) {
        Token token = reading.token(at);
        return words.has("months", token)
                || words.has("seasons", token)
                || words.has("weekdays", token)
                || words.has("given-names", token)
                || words.has("property-modifiers", token)
                || words.has("services", token)
                || words.state(token.text()).isPresent();
    }

    private boolean isCityWord(Reading reading, int at) {
        Token token = reading.token(at);
        return reading.isFreeWord(at)
                && (!words.has("stop", token) || token.text().equals("New"))
                && !words.has("titles", token)
                && !words.has("properties", token)
                && !words.has("frequencies", token);
    }

    private int germanCity(Reading reading, int code) {
        reading.found(Field.POSTAL_CODE, code, code + 1, SURE);
        reading.found(Field.CITY, code + 1, code + 2, SURE);
        return code + 2;
    }

    private boolean isGermanPostalCode(Reading reading, int at) {
        Token token = reading.token(at);
        return reading.region().equals("DE")
                && token.isDigits()
                && token.text().length() == 5
                && reading.isFree(at)
                && reading.token(at + 1).isCapital()
                && reading.isFree(at + 1);
    }

    private static boolean isZip(Reading reading, int at) {
        return reading.isFree(at) && reading.token(at).text().matches("\\d{5}(-\\d{4})?");
    }

    private static boolean isBritishPostcode(Reading reading, int at) {
        return reading.isFree(at)
                && reading.isFree(at + 1)
                && reading.token(at).text().matches("[A-Z]{1,2}\\d[A-Z\\d]?")
                && reading.token(at + 1).text().matches("\\d[A-Z]{2}");
    }
}
