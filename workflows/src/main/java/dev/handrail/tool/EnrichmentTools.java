package dev.handrail.tool;

import static dev.handrail.tool.Category.ENRICHMENT_SYNC;
import static dev.handrail.tool.Parameter.integer;
import static dev.handrail.tool.Parameter.number;
import static dev.handrail.tool.Parameter.recordId;
import static dev.handrail.tool.Parameter.text;

import java.util.List;

final class EnrichmentTools {

    private static final List<Parameter> FIRMOGRAPHICS = List.of(
            recordId("leadId", "Lead the enrichment is about"),
            text("company", 255, "Company name").optional(),
            text("industry", 120, "Industry").optional(),
            integer("founded", 1000, 2100, "Year the company was founded").optional(),
            text("headquarters", 255, "Place of the headquarters").optional(),
            integer("employees", 0, 100_000_000, "Number of employees").optional(),
            number("annualRevenue", 0, 1e15, "Yearly revenue in US dollars").optional());

    static final List<Tool> ALL = List.of(
            LeadTools.tool(
                    "sync_firmographics",
                    "Sync firmographics",
                    "Writes what enrichment knows about the company to the lead.",
                    ENRICHMENT_SYNC,
                    Undo.REVERSIBLE,
                    Effect.UPDATE,
                    FIRMOGRAPHICS),
            LeadTools.tool(
                    "sync_enrichment_metadata",
                    "Sync enrichment metadata",
                    "Writes the source and confidence of an enrichment to the lead.",
                    ENRICHMENT_SYNC,
                    Undo.REVERSIBLE,
                    Effect.UPDATE,
                    List.of(
                            recordId("leadId", "Lead the enrichment is about"),
                            text("source", 80, "Provider of the enrichment"),
                            number("confidence", 0, 1, "The provider's confidence"))),
            LeadTools.tool(
                    "validate_existing_fields",
                    "Validate existing fields",
                    "Compares the lead in the CRM with an enrichment and answers where they differ. Changes nothing.",
                    ENRICHMENT_SYNC,
                    Undo.NONE,
                    Effect.READ,
                    FIRMOGRAPHICS));

    private EnrichmentTools() {}
}
