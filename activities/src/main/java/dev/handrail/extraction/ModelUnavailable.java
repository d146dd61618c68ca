package dev.handrail.extraction;

/** A language model did not answer. The message says why, and nothing of what was sent or received. */
public final class ModelUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ModelUnavailable(String message) {
        super(message);
    }
}
