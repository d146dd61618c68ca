package dev.handrail.simulator.server;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.ledger.Effects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A CRM with its state in memory. It is only ever called by one thread at a time. Faults, latency and the ledger are
 * not its business; limits of its own are, because each CRM counts and says them in its own way.
 */
public interface Crm {

    /** Makes one that takes the time from the clock. */
    interface Maker {
        Crm make(SimulatorClock clock);
    }

    /** A token that is good from the start and after each reset. */
    String accessToken();

    /** Answers every path but the admin's, and notes what it does to records. */
    Answer answer(Request request, Effects effects);

    /** What the CRM says when it breaks: an error in its own form. */
    Answer failure(int status);

    Records records();

    /** Limits and what is used of them. */
    ObjectNode quota();

    /** Changes what the object names. Unknown members are refused with an {@link IllegalArgumentException}. */
    void setQuota(JsonNode changes);

    /** Adds switches that only this CRM has, below {@code /_admin/}. */
    default void addAdminRoutes(Router router) {}

    /** Back to how it was made. */
    void reset();
}
