package dev.handrail.simulator.salesforce.query;

/**
 * A piece of a query.
 *
 * @param text of a string the unescaped content, otherwise as it stands
 * @param position of its first character, from 0
 */
record Token(Kind kind, String text, int position) {

    enum Kind {
        WORD,
        STRING,
        NUMBER,
        MOMENT,
        SYMBOL,
        END
    }

    boolean is(String keyword) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(keyword);
    }
}
