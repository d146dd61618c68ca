package dev.handrail.secret;

/**
 * A place of credentials cannot be read now. Has no cause on purpose: messages of parsers and clients may quote what
 * they were reading.
 */
final class SourceAway extends RuntimeException {

    /** @param message what is the matter and what to do, without a secret */
    SourceAway(String message) {
        super(message);
    }
}
