package dev.handrail.audit;

import org.jspecify.annotations.Nullable;

/**
 * What a check of an export found.
 *
 * @param proven the last row up to which everything is as it was written; worth keeping as a checkpoint
 * @param problem the first flaw; null when there is none
 */
public record Verification(Checkpoint proven, @Nullable Problem problem) {

    /** What can be wrong. */
    public enum Flaw {
        UNREADABLE("line %2$d is not a row of an export, where row %1$d should be"),
        OTHER_TENANT("row %d (line %d) belongs to another tenant; export one tenant at a time"),
        MISSING("row %d is missing (line %d has a later one)"),
        OUT_OF_ORDER("row %d (line %d) comes twice or out of order"),
        ALTERED("row %d (line %d) was changed after it was written"),
        UNLINKED("row %d (line %d) does not follow from the row before: a row was replaced, or one was put in"),
        REWRITTEN(
                "row %d (line %d) has another hash than the checkpoint says: the rows up to it were written anew, or the"
                        + " checkpoint is of another audit"),
        TRUNCATED("row %d is missing: the export ends before line %d, and before the checkpoint");

        private final String text;

        Flaw(String text) {
            this.text = text;
        }
    }

    /**
     * @param seq the first row that is wrong or missing
     * @param line of the export, counted from 1
     */
    public record Problem(Flaw flaw, long seq, long line) {

        /** A sentence without its first capital, for people. */
        public String message() {
            return flaw.text.formatted(seq, line);
        }
    }

    static Verification broken(Checkpoint proven, Flaw flaw, long seq, long line) {
        return new Verification(proven, new Problem(flaw, seq, line));
    }

    public boolean intact() {
        return problem == null;
    }
}
