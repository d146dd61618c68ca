package dev.handrail.extraction;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Notes while they are read. What one rule has found is taken, and no other rule finds it again. */
final class Reading {

    private final Notes notes;
    private final Values values;
    private final List<Token> tokens;
    private final BitSet taken = new BitSet();
    private final List<Finding> findings = new ArrayList<>();

    Reading(Notes notes, Values values) {
        this.notes = notes;
        this.values = values;
        this.tokens = Token.of(notes);
    }

    String text() {
        return notes.text();
    }

    String region() {
        return values.region();
    }

    List<Finding> findings() {
        return findings;
    }

    int size() {
        return tokens.size();
    }

    /** {@link Token#NONE} outside the notes. */
    Token token(int at) {
        return at < 0 || at >= tokens.size() ? Token.NONE : tokens.get(at);
    }

    boolean isFree(int at) {
        return at >= 0
                && at < tokens.size()
                && isFree(token(at).start(), token(at).end());
    }

    boolean isFree(int start, int end) {
        int next = taken.nextSetBit(start);
        return next < 0 || next >= end;
    }

    boolean isFreeWord(int at) {
        return token(at).isWord() && isFree(at);
    }

    /** Takes the tokens from one up to but not including another, if they can be a value of the field. */
    void found(Field field, int from, int to, double confidence) {
        Span span = new Span(token(from).start(), token(to - 1).end());
        values.value(field, notes.words(span)).ifPresent(value -> found(field, value, span, confidence));
    }

    void found(Field field, String value, Span span, double confidence) {
        taken.set(span.start(), span.end());
        boolean known = findings.stream()
                .anyMatch(other -> other.field() == field && other.value().equalsIgnoreCase(value));
        if (!known) {
            findings.add(new Finding(field, value, confidence, span, notes.words(span)));
        }
    }

    boolean followsOne(int at, List<String> cues) {
        return cues.stream().anyMatch(cue -> follows(at, cue));
    }

    /** Whether the words before a place, in small letters and with single spaces, are these. */
    boolean follows(int at, String words) {
        String[] wanted = words.split(" ");
        for (int i = 0; i < wanted.length; i++) {
            if (!token(at - wanted.length + i).is(wanted[i])) {
                return false;
            }
        }
        return true;
    }
}
