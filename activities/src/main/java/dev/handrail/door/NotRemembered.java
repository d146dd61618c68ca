package dev.handrail.door;

/** The CRM would have to be asked over a network, and here it may not. */
final class NotRemembered extends RuntimeException {

    NotRemembered() {
        super("No earlier step of the lead has done or heard it", null, false, false);
    }
}
