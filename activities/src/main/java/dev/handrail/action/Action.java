package dev.handrail.action;

/** What one tool does. Reads and writes records only; everything that guards a call is around it. */
@FunctionalInterface
public interface Action {

    /** @throws ActionRefused when a rule says no; nothing was changed then */
    Effected perform(Arguments arguments, ActionScope scope);

    /** What a call with these arguments will need, for a step before it to take along. */
    default Ahead ahead(Arguments arguments) {
        return Ahead.NOTHING;
    }
}
