package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.ledger.Effects;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the request in hand has done so far, so that a refused part leaves nothing behind. */
final class Journal {

    private final Deque<Runnable> undo = new ArrayDeque<>();
    private Effects effects = new Effects();

    void begin(Effects ofThisRequest) {
        effects = ofThisRequest;
        undo.clear();
    }

    /** Notes a change that has just been made, and how to take it back. */
    void changed(Runnable takeBack) {
        undo.push(takeBack);
    }

    void effect(Consumer<Effects> noting) {
        noting.accept(effects);
    }

    /** All of the work or, when it is refused, none of it. */
    <T> T atomically(Supplier<T> work) {
        int depth = undo.size();
        int mark = effects.mark();
        try {
            return work.get();
        } catch (RuntimeException e) {
            while (undo.size() > depth) undo.pop().run();
            effects.backTo(mark);
            throw e;
        }
    }
}
