package dev.handrail.extraction;

/**
 * A number, a street and its suffix, with what follows of city, state and postal code; the German order of street and
 * number; and a city with a state, a British postcode, or "in" before it.
 */
final class Addresses implements Rule {

    private static final int MOST_WORDS_OF_A_STREET = 6;
    private static final int MOST_DIGITS_OF_A_HOUSE_NUMBER = 6;

    private final Vocabulary words = Vocabulary.get();
    private final Places places = new Places();

    @Override
    public void read(Reading reading) {
        for (int at = 0; at < reading.size(); at++) {
            int end = isHouseNumber(reading, at) ? afterStreet(reading, at) : afterGermanStreet(reading, at);
            if (end > at) {
                boolean capital = reading.token(at + 1).isCapital()
                        || reading.token(at).isCapital()
                        || reading.token(at + 1).isNumber();
                reading.found(Field.STREET, at, end, capital ? 0.92 : 0.8);
                at = Math.max(end, places.readAfterStreet(reading, end)) - 1;
            }
        }
        places.read(reading);
    }

    private static boolean isHouseNumber(Reading reading, int at) {
        Token token = reading.token(at);
        String digits = token.text().replaceFirst("[A-Za-z]$", "");
        return token.isNumber()
                && reading.isFree(at)
                && digits.length() <= MOST_DIGITS_OF_A_HOUSE_NUMBER
                && digits.chars().allMatch(c -> Character.isDigit(c) || c == '-');
    }

    private int afterStreet(Reading reading, int number) {
        int suffix = -1;
        for (int at = number + 1; at <= number + MOST_WORDS_OF_A_STREET; at++) {
            Token token = reading.token(at);
            if (token.is(".") && isShort(reading.token(at - 1)) && at > number + 1) {
                continue;
            }
            if (!isStreetWord(reading, at)) {
                break;
            }
            if (at > number + 1 && isSuffix(token)) {
                suffix = at;
                if (!isSuffix(reading.token(at + 1))) {
                    break;
                }
            }
        }
        return suffix < 0 ? -1 : afterUnit(reading, afterSuffix(reading, suffix));
    }

    private boolean isStreetWord(Reading reading, int at) {
        Token token = reading.token(at);
        boolean ordinal = token.isNumber() && token.lower().matches("\\d{1,3}(st|nd|rd|th)");
        return reading.isFree(at)
                && (ordinal || token.isWord())
                && (!words.has("stop", token) || words.has("directions", token));
    }

    private static boolean isShort(Token token) {
        return token.isWord() && token.text().length() <= 2;
    }

    private boolean isSuffix(Token token) {
        return words.has("street-suffixes", token) || token.isCapital() && words.has("capital-street-suffixes", token);
    }

    /** Takes "County Road 12" and "Park Avenue West" whole. */
    private int afterSuffix(Reading reading, int suffix) {
        int at = suffix + 1;
        boolean numbered = reading.token(suffix - 1).is("county")
                || reading.token(suffix - 1).is("state");
        if (numbered && reading.token(at).isNumber() && reading.token(at).isDigits() && reading.isFree(at)) {
            return at + 1;
        }
        if (reading.token(at).is(".") && isShort(reading.token(suffix)) && hasUnit(reading, at + 1)) {
            at++;
        }
        boolean direction =
                words.has("directions", reading.token(at)) && reading.token(at).isCapital();
        return direction ? at + 1 : at;
    }

    private int afterUnit(Reading reading, int at) {
        int unit = reading.token(at).is(",") ? at + 1 : at;
        return hasUnit(reading, unit) ? unit + 2 : at;
    }

    private boolean hasUnit(Reading reading, int at) {
        Token unit = reading.token(at);
        Token number = reading.token(at + 1);
        return (words.has("units", unit) || unit.is("#"))
                && reading.isFree(at + 1)
                && (number.isNumber() || number.isCapital() && number.text().length() == 1);
    }

    /** "Hauptstraße 12", "Lindenweg 4a", "Am Markt 3". */
    private int afterGermanStreet(Reading reading, int at) {
        Token first = reading.token(at);
        if (!first.isCapital() || !reading.isFree(at)) {
            return -1;
        }
        if (words.endsWithOne("german-street-endings", first)) {
            int number = reading.token(at + 1).is(".") ? at + 2 : at + 1;
            return isHouseNumber(reading, number) ? number + 1 : -1;
        }
        for (String start : words.list("german-street-starts")) {
            int name = at + start.split(" ").length;
            if (reading.follows(name, start)
                    && reading.token(name).isCapital()
                    && isHouseNumber(reading, name + 1)
                    && reading.token(name + 2).isOneOf(",;\n.")) {
                return name + 2;
            }
        }
        return -1;
    }
}
