package dev.handrail.tool;

/** How an effect is taken back. */
public enum Undo {
    /** Nothing was changed. */
    NONE,
    /** The earlier values are restored. */
    REVERSIBLE,
    /** A counter-action removes what was created. */
    COMPENSATABLE,
    /** Cannot be taken back. */
    IRREVERSIBLE
}
