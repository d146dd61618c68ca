package dev.handrail.when;

/** @param text lower case; of an ordinal its digits only */
record Token(Kind kind, String text) {

    enum Kind {
        NUMBER,
        ORDINAL,
        WORD,
        SIGN
    }

    boolean is(String said) {
        return text.equals(said) && kind != Kind.ORDINAL;
    }

    /** A number of at most {@code digits} digits, else -1. */
    int number(int digits) {
        return kind == Kind.NUMBER && text.length() <= digits ? Integer.parseInt(text) : -1;
    }
}
