package dev.handrail.tool;

import static dev.handrail.tool.Category.SALES_WORKFLOW;
import static dev.handrail.tool.Parameter.choice;
import static dev.handrail.tool.Parameter.date;
import static dev.handrail.tool.Parameter.number;
import static dev.handrail.tool.Parameter.recordId;
import static dev.handrail.tool.Parameter.text;

import java.util.List;

final class SalesTools {

    static final List<String> STAGES =
            List.of("Prospecting", "Qualification", "Needs Analysis", "Value Proposition", "Closed Won", "Closed Lost");
    private static final double LARGEST_AMOUNT = 1e12;

    static final List<Tool> ALL = List.of(
            LeadTools.tool(
                    "create_opportunity",
                    "Create opportunity",
                    "Creates an opportunity for a lead that is HIGH_FIT with a score of 75 or more, on an account that"
                            + " exists (match_account first).",
                    SALES_WORKFLOW,
                    Undo.COMPENSATABLE,
                    Effect.CREATE,
                    List.of(
                            text("name", 120, "Name of the opportunity"),
                            recordId("leadId", "Lead it comes from"),
                            recordId("accountId", "Account it is for"),
                            number("amount", 0, LARGEST_AMOUNT, "Value in the CRM's currency")
                                    .optional(),
                            date("closeDate", "Expected close, YYYY-MM-DD; three months from now when left out")
                                    .optional(),
                            text("campaignId", 64, "Campaign it came from").optional())),
            LeadTools.tool(
                    "update_opportunity_stage",
                    "Update opportunity stage",
                    "Moves an opportunity to a stage that may follow its present one.",
                    SALES_WORKFLOW,
                    Undo.REVERSIBLE,
                    Effect.UPDATE,
                    List.of(
                            recordId("opportunityId", "Opportunity to move"),
                            choice("stage", STAGES, "The next stage"))),
            new Tool(
                    "set_opportunity_value",
                    "Set opportunity value",
                    "Sets the amount of an opportunity; needs reasoning.",
                    SALES_WORKFLOW,
                    Permission.SOFT_LIMIT,
                    Undo.REVERSIBLE,
                    Effect.UPDATE,
                    List.of(
                            recordId("opportunityId", "Opportunity to change"),
                            number("amount", 0, LARGEST_AMOUNT, "Value in the CRM's currency")),
                    1,
                    Tool.DEFAULT_TIMEOUT),
            LeadTools.tool(
                    "attach_campaign",
                    "Attach campaign",
                    "Links an opportunity to a marketing campaign that exists.",
                    SALES_WORKFLOW,
                    Undo.REVERSIBLE,
                    Effect.UPDATE,
                    List.of(
                            recordId("opportunityId", "Opportunity to link"),
                            text("campaignId", 64, "Campaign to link to"))));

    private SalesTools() {}
}
