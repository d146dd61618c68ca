package dev.handrail.tool;

import static dev.handrail.tool.Category.FIELD_UPDATES;
import static dev.handrail.tool.Category.LEAD_LIFECYCLE;
import static dev.handrail.tool.Parameter.choice;
import static dev.handrail.tool.Parameter.email;
import static dev.handrail.tool.Parameter.integer;
import static dev.handrail.tool.Parameter.list;
import static dev.handrail.tool.Parameter.object;
import static dev.handrail.tool.Parameter.recordId;
import static dev.handrail.tool.Parameter.text;
import static dev.handrail.tool.Parameter.texts;

import java.util.List;
import java.util.Map;

final class LeadTools {

    static final List<String> STATUSES = List.of("New", "Working", "Nurture", "Qualified", "Disqualified");
    static final List<String> INTENTS = List.of("HIGH_FIT", "MEDIUM_FIT", "LOW_FIT", "MANUAL_REVIEW");
    static final List<String> TAGS =
            List.of("ai-qualified", "nurture", "event", "partner", "enterprise", "do-not-call", "needs-review");

    private static final List<Parameter> PERSON = List.of(
            email("email", "The person's e-mail address; one lead per address"),
            text("firstName", 40, "Given name").optional(),
            text("lastName", 80, "Family name").optional(),
            text("title", 128, "Job title").optional(),
            text("phone", 40, "Phone number").optional(),
            text("company", 255, "Company name").optional(),
            text("website", 255, "Company website").optional(),
            text("source", 40, "Where the lead comes from").optional(),
            text("campaignId", 64, "Campaign the lead belongs to").optional(),
            choice("status", STATUSES, "Lead status").optional(),
            integer("aiFitScore", 0, 100, "Fit score of the grounded analysis").optional(),
            choice("aiIntent", INTENTS, "Intent of the grounded analysis").optional());

    private static final Map<String, Object> EVIDENCE = Map.of(
            "type",
            "object",
            "properties",
            Map.of(
                    "claim", Map.of("type", "string", "maxLength", 1000),
                    "claimType", Map.of("type", "string", "enum", List.of("FIRMOGRAPHIC", "SCORE")),
                    "source", Map.of("type", "string", "enum", List.of("ENRICHMENT")),
                    "fieldPath", Map.of("type", "string", "maxLength", 200),
                    "value", Map.of("type", List.of("string", "number", "boolean"))),
            "required",
            List.of("claimType", "source", "fieldPath", "value"),
            "additionalProperties",
            false);

    static final List<Tool> ALL = List.of(
            tool(
                    "create_lead",
                    "Create lead",
                    "Creates a lead. Refused when one with this e-mail address exists; upsert_lead updates it instead.",
                    LEAD_LIFECYCLE,
                    Undo.COMPENSATABLE,
                    Effect.CREATE,
                    PERSON),
            tool(
                    "upsert_lead",
                    "Create or update lead",
                    "Creates the lead with this e-mail address, or updates the fields given on the one that exists.",
                    LEAD_LIFECYCLE,
                    Undo.REVERSIBLE,
                    Effect.UPDATE,
                    PERSON),
            new Tool(
                    "convert_lead",
                    "Convert lead",
                    "Turns a lead into a contact and an account, and an opportunity when asked. Cannot be undone.",
                    LEAD_LIFECYCLE,
                    Permission.REQUIRES_AUTHORIZATION,
                    Undo.IRREVERSIBLE,
                    Effect.UPDATE,
                    List.of(
                            recordId("leadId", "Lead to convert"),
                            recordId("accountId", "Account to convert into; else one is matched or created")
                                    .optional(),
                            text("opportunityName", 120, "Also create an opportunity with this name")
                                    .optional()),
                    3,
                    Tool.DEFAULT_TIMEOUT),
            tool(
                    "assign_owner",
                    "Assign owner",
                    "Gives a lead to a sales representative, who must be an active user of the CRM.",
                    LEAD_LIFECYCLE,
                    Undo.REVERSIBLE,
                    Effect.UPDATE,
                    List.of(recordId("leadId", "Lead to assign"), recordId("ownerId", "User who gets the lead"))),
            tool(
                    "update_lead_status",
                    "Update lead status",
                    "Sets the status of a lead to one of the allowed values.",
                    LEAD_LIFECYCLE,
                    Undo.REVERSIBLE,
                    Effect.UPDATE,
                    List.of(recordId("leadId", "Lead to change"), choice("status", STATUSES, "New status"))),
            tool(
                    "update_lead_fields",
                    "Update lead fields",
                    "Updates firmographic fields of a lead; a field without evidence of the same value is left alone.",
                    FIELD_UPDATES,
                    Undo.REVERSIBLE,
                    Effect.UPDATE,
                    List.of(
                            recordId("leadId", "Lead to change"),
                            object(
                                    "fields",
                                    Map.of(
                                            "company", Map.of("type", "string", "maxLength", 255),
                                            "industry", Map.of("type", "string", "maxLength", 120),
                                            "headquarters", Map.of("type", "string", "maxLength", 255),
                                            "founded", Map.of("type", "integer", "minimum", 1000, "maximum", 2100),
                                            "employees", Map.of("type", "integer", "minimum", 0),
                                            "annualRevenue", Map.of("type", "number", "minimum", 0)),
                                    List.of(),
                                    "Field names and their new values"),
                            list("evidence", EVIDENCE, 50, "What each value rests on; fieldPath ends in the field")
                                    .optional())),
            tool(
                    "set_lead_score",
                    "Set lead score",
                    "Sets the fit score of a lead.",
                    FIELD_UPDATES,
                    Undo.REVERSIBLE,
                    Effect.UPDATE,
                    List.of(
                            recordId("leadId", "Lead to change"),
                            integer("score", 0, 100, "Fit score of the grounded analysis"))),
            tool(
                    "set_intent_level",
                    "Set intent level",
                    "Sets the intent classification of a lead.",
                    FIELD_UPDATES,
                    Undo.REVERSIBLE,
                    Effect.UPDATE,
                    List.of(recordId("leadId", "Lead to change"), choice("intent", INTENTS, "Intent"))),
            tool(
                    "tag_lead",
                    "Tag lead",
                    "Adds approved tags to a lead; tags it has stay.",
                    FIELD_UPDATES,
                    Undo.REVERSIBLE,
                    Effect.UPDATE,
                    List.of(recordId("leadId", "Lead to tag"), texts("tags", TAGS, "Approved tags"))));

    private LeadTools() {}

    static Tool tool(
            String name,
            String title,
            String description,
            Category category,
            Undo undo,
            Effect effect,
            List<Parameter> parameters) {
        return new Tool(
                name,
                title,
                description,
                category,
                Permission.UNRESTRICTED,
                undo,
                effect,
                parameters,
                1,
                Tool.DEFAULT_TIMEOUT);
    }
}
