package dev.handrail.tool;

import java.util.List;

/** The plan of a lead, as a person is asked to approve it whole. Nobody can call it, so it is in no catalog. */
public final class LeadPlan {

    public static final Tool TOOL = new Tool(
            "lead_plan",
            "Lead plan",
            "All steps of a lead, approved at once",
            Category.LEAD_LIFECYCLE,
            Permission.REQUIRES_AUTHORIZATION,
            Undo.COMPENSATABLE,
            Effect.CREATE,
            List.of(),
            1,
            Tool.DEFAULT_TIMEOUT);

    private LeadPlan() {}
}
