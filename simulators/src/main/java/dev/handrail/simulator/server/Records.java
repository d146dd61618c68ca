package dev.handrail.simulator.server;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A CRM's records as the admin path shows and changes them: like a person in the CRM's own pages, past limits, faults
 * and the ledger. Unknown types, fields and ids are refused with an {@link IllegalArgumentException} that says which.
 */
public interface Records {

    /** Living records by type, also types that have none. */
    Map<String, Integer> counts();

    /** Flat objects, each with the CRM's own name of the id. */
    List<ObjectNode> all(String type);

    /** Creates one and answers it as {@link #all} would show it. */
    ObjectNode seed(String type, ObjectNode fields);

    /** Changes some fields; the record's version moves as with any edit. */
    ObjectNode edit(String type, String id, ObjectNode fields);

    void delete(String type, String id);
}
