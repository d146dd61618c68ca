package dev.handrail.extraction;

/** The words for a day, a time or how often: "next Tuesday", "in two weeks", "3/14", "monthly". What is past is no date. */
final class Dates implements Rule {

    private final Vocabulary words = Vocabulary.get();

    static boolean isDate(String text) {
        return text.matches("\\d{4}-\\d{1,2}-\\d{1,2}")
                || text.matches("(0?[1-9]|1[0-2])/(0?[1-9]|[12]\\d|3[01])(/(\\d{2}|\\d{4}))?")
                || text.matches("(0?[1-9]|[12]\\d|3[01])\\.(0?[1-9]|1[0-2])\\.(\\d{2}|\\d{4})?");
    }

    @Override
    public void read(Reading reading) {
        for (int at = 0; at < reading.size(); at++) {
            int end = reading.isFree(at) ? end(reading, at) : at;
            if (end > at
                    && reading.isFree(
                            reading.token(at).start(), reading.token(end - 1).end())) {
                boolean past =
                        reading.token(at - 1).is("last") || reading.token(end).is("ago");
                if (!past) {
                    reading.found(Field.DATE, at, end, 0.8);
                }
                at = end - 1;
            }
        }
    }

    private int end(Reading reading, int at) {
        int day = at;
        if (words.has("befores", reading.token(at))) {
            day = at + 1;
            int clock = afterClock(reading, day);
            if (clock > day) {
                return clock;
            }
        }
        int end = afterDay(reading, day);
        return end > day ? afterTimeOfDay(reading, end) : at;
    }

    /** Returns where it began when no day is there. */
    private int afterDay(Reading reading, int at) {
        Token token = reading.token(at);
        Token next = reading.token(at + 1);
        if (words.has("weekdays", token) && (token.text().length() > 3 || token.isCapital())
                || words.has("day-words", token)
                || words.has("frequencies", token)
                || isDate(token.text())) {
            return at + 1;
        }
        if (words.has("nexts", token) && !(token.is("this") && next.is("morning"))) {
            boolean day = words.has("weekdays", next)
                    || words.has("date-units", next)
                    || words.has("seasons", next)
                    || words.has("months", next) && next.isCapital()
                    || words.has("day-parts", next);
            return day ? at + 2 : at;
        }
        if (words.has("seasons", token)) {
            return reading.token(at - 1).is("in") || reading.token(at + 1).is("break") ? at + 1 : at;
        }
        if (token.is("evenings") || token.is("mornings") || token.is("weekends")) {
            return at + 1;
        }
        if (token.is("end") && next.is("of")) {
            int unit = reading.token(at + 2).is("the") ? at + 3 : at + 2;
            boolean known = words.has("date-units", reading.token(unit)) || words.has("months", reading.token(unit));
            boolean weekday = known && words.has("weekdays", reading.token(unit + 1));
            return weekday ? unit + 2 : known ? unit + 1 : at;
        }
        if (token.is("once") || token.is("twice")) {
            return next.is("a") && words.has("date-units", reading.token(at + 2)) ? at + 3 : at;
        }
        if (token.is("in") || token.is("within")) {
            return afterDistance(reading, at);
        }
        return afterMonth(reading, at);
    }

    private int afterDistance(Reading reading, int at) {
        Token count = reading.token(at + 1);
        boolean counted = count.isDigits() || count.isWord() || count.text().matches("\\d{1,3}-\\d{1,3}");
        return counted && words.has("date-units", reading.token(at + 2)) ? at + 3 : at;
    }

    /** "May 12", "12 June", "3rd of March", and "June" alone after "in". */
    private int afterMonth(Reading reading, int at) {
        Token token = reading.token(at);
        Token next = reading.token(at + 1);
        if (words.has("months", token) && isDayOfMonth(next)) {
            return at + 2;
        }
        if (isDayOfMonth(token)) {
            int month = next.is("of") || next.is(".") ? at + 2 : at + 1;
            Token name = reading.token(month);
            return words.has("months", name) && name.isCapital() ? month + 1 : at;
        }
        boolean alone = token.isCapital()
                && words.has("months", token)
                && reading.token(at - 1).is("in");
        return alone ? at + 1 : at;
    }

    private static boolean isDayOfMonth(Token token) {
        return token.isNumber() && token.lower().matches("(0?[1-9]|[12]\\d|3[01])(st|nd|rd|th)?");
    }

    private int afterTimeOfDay(Reading reading, int end) {
        int at = end;
        if (words.has("day-parts", reading.token(at))) {
            at++;
        }
        int clock = reading.token(at).is("at") ? at + 1 : at;
        int after = afterClock(reading, clock);
        return after > clock ? after : at;
    }

    private static int afterClock(Reading reading, int at) {
        Token token = reading.token(at);
        Token next = reading.token(at + 1);
        if (token.lower().matches("\\d{1,2}(:\\d{2})?(am|pm)") || token.is("noon")) {
            return at + 1;
        }
        if (token.lower().matches("\\d{1,2}(:\\d{2})?") && (next.is("am") || next.is("pm"))) {
            return at + 2;
        }
        return token.lower().matches("\\d{1,2}:\\d{2}") ? at + 1 : at;
    }
}
