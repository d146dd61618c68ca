package dev.handrail.lead;

/**
 * Undo a lead that has ended.
 *
 * @param actor who wants it
 */
public record LeadUndoRequest(String tenant, String actor, String leadId, String reason) {

    /** The lead's workflow names the workflow of its undo, so there is one. */
    public static String workflowId(String tenant, String leadId) {
        return "undo-" + LeadSubmission.workflowId(tenant, leadId);
    }
}
