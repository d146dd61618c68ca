package dev.handrail.lead;

/** What the conditions of a plan may depend on. */
public record PlanRequest(
        String tenant, GroundedLead.Decision decision, GroundedLead.Intent intent, int fitScore, boolean enriched) {}
