package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a batch comes to: its results, and the inputs that were refused while the others went through. */
final class BatchAnswer {

    private final List<ObjectNode> results = new ArrayList<>();
    private final List<ObjectNode> errors = new ArrayList<>();

    BatchAnswer result(ObjectNode result) {
        results.add(result);
        return this;
    }

    BatchAnswer error(HubSpotError error) {
        errors.add(error.entry());
        return this;
    }

    /** One error for all ids that were not found; nothing when there are none. */
    BatchAnswer notFound(ObjectType type, List<String> ids) {
        if (ids.isEmpty()) return this;
        return error(HubSpotError.notFound("Could not get some " + type.upper()
                        + " objects, they may be deleted or not exist. Check that ids are valid.")
                .context("ids", ids));
    }

    /** @param status when nothing was refused; else it is 207 */
    Answer answer(int status, Instant now) {
        ObjectNode body = Json.object().put("status", "COMPLETE");
        body.set("results", Json.array(results));
        if (!errors.isEmpty()) {
            body.put("numErrors", errors.size());
            body.set("errors", Json.array(errors));
        }
        body.put("startedAt", now.toString()).put("completedAt", now.toString());
        return Answer.json(errors.isEmpty() ? status : 207, body);
    }
}
