package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;

/** A call that is turned away before anybody looks at what it wants. */
final class Refused extends RuntimeException {

    private final transient Answer answer;

    Refused(Answer answer) {
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
