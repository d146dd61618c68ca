package dev.handrail.extraction;

/** What is to be worked on: a kind of building with what is said of it, or a number of things. */
final class Properties implements Rule {

    private static final int MOST_WORDS_BEFORE = 5;

    private final Vocabulary words = Vocabulary.get();

    @Override
    public void read(Reading reading) {
        for (int at = 0; at < reading.size(); at++) {
            Token token = reading.token(at);
            if (!reading.isFreeWord(at)) {
                continue;
            }
            if (words.has("properties", token) && !words.has("properties", reading.token(at + 1))) {
                byHead(reading, at);
            } else if (words.has("countables", token) || words.has("things", token)) {
                byCount(reading, at);
            }
        }
    }

    private void byHead(Reading reading, int head) {
        int first = firstModifier(reading, head);
        boolean plain = first == head && words.has("common-properties", reading.token(head));
        Token next = reading.token(head + 1);
        boolean before = plain && next.isWord() && (!words.has("stop", next) || next.is("address"));
        if (!before && (!plain || standsAlone(reading, head))) {
            reading.found(Field.PROPERTY, first, head + 1, first < head ? 0.85 : 0.65);
        }
    }

    /** "25+ windows", "60 classroom windows", "exterior windows". */
    private void byCount(Reading reading, int last) {
        int first = firstModifier(reading, last);
        int end = last;
        while (isMeasure(reading.token(end + 1))) {
            end++;
        }
        boolean goods = reading.token(end + 1).is("of");
        boolean ofBuilding = words.has("properties", reading.token(end + 1));
        if (first < last && !ofBuilding && !goods) {
            reading.found(Field.PROPERTY, first, end + 1, 0.75);
        }
    }

    private static boolean isMeasure(Token token) {
        return token.is("ft") || token.is("feet") || token.is("foot");
    }

    private int firstModifier(Reading reading, int head) {
        int first = head;
        while (first > head - MOST_WORDS_BEFORE && isModifier(reading, first - 1)) {
            first--;
        }
        return first;
    }

    private boolean isModifier(Reading reading, int at) {
        Token token = reading.token(at);
        int hyphen = token.lower().lastIndexOf('-');
        String last = token.lower().substring(hyphen + 1);
        boolean compound = hyphen > 0 && (last.startsWith("bed") || last.startsWith("stor") || last.equals("unit"));
        boolean number = token.isNumber() && token.lower().matches("[\\d,.]+(\\+|s|-\\w+)?");
        return reading.isFree(at) && (number || compound || words.has("property-modifiers", token));
    }

    private static boolean standsAlone(Reading reading, int at) {
        Token before = reading.token(at - 1);
        Token after = reading.token(at + 1);
        boolean owned = before.is("a") || before.is("my") || before.is("our") || before.is("their") || before.is("her");
        boolean apart = before.isMark() && (after.isMark() || after.is("in") || after.is("at") || after.is("on"));
        return owned || apart;
    }
}
