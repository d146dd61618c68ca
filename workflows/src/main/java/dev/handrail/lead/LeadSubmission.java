package dev.handrail.lead;

/**
 * A lead as it was taken in.
 *
 * @param actor the credential that sent it
 * @param digest SHA-256 of the lead, by which the same id with other content is noticed
 */
public record LeadSubmission(String tenant, String actor, String digest, GroundedLead lead) {

    /** The tenant and the sender's id of the lead name its workflow. */
    public static String workflowId(String tenant, String leadId) {
        return "lead-%s:%s".formatted(tenant, leadId);
    }
}
