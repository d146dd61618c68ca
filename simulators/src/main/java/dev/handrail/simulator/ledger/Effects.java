package dev.handrail.simulator.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a CRM notes what a request does to its records, while it does it. */
public final class Effects {

    record Noted(
            Action action, String type, String id, @Nullable String externalId) {}

    private final List<Noted> noted = new ArrayList<>();

    /**
     * @param type the CRM's own name of the record's type, such as {@code Lead} or {@code contacts}
     * @param externalId value of the record's external-id field, null when it has none
     */
    public void add(Action action, String type, String id, @Nullable String externalId) {
        noted.add(new Noted(action, type, id, externalId));
    }

    /** How many were noted so far, to go back to. */
    public int mark() {
        return noted.size();
    }

    /** Forgets what was noted since the mark, because it was rolled back. */
    public void backTo(int mark) {
        noted.subList(mark, noted.size()).clear();
    }

    List<Noted> noted() {
        return noted;
    }
}
