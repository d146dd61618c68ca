package dev.handrail.lead;

import dev.handrail.lead.GroundedLead.Analysis;
import dev.handrail.lead.GroundedLead.Enrichment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each tool is called with when it is a step of a lead; fields whose evidence fell are left out. */
final class LeadArguments {

    private static final List<String> KNOWN = List.of(
            "log_activity",
            "create_lead",
            "upsert_lead",
            "update_lead_status",
            "set_lead_score",
            "set_intent_level",
            "tag_lead",
            "assign_owner",
            "match_account",
            "create_contact",
            "create_opportunity",
            "create_task",
            "create_follow_up",
            "add_note",
            "sync_firmographics",
            "sync_enrichment_metadata");

    private final GroundedLead lead;
    private final Grounding grounding;

    LeadArguments(GroundedLead lead, Grounding grounding) {
        this.lead = lead;
        this.grounding = grounding;
    }

    static boolean knows(String tool) {
        return KNOWN.contains(tool);
    }

    /**
     * @param fixed arguments the plan gives; they win
     * @param leadRecord the CRM's id of the lead, once there is one
     * @param accountRecord the CRM's id of the account, once there is one
     */
    Map<String, Object> forTool(
            String tool, Map<String, Object> fixed, @Nullable String leadRecord, @Nullable String accountRecord) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        Analysis analysis = lead.analysis();
        switch (tool) {
            case "log_activity" -> {
                arguments.put("type", "AI Analysis");
                arguments.put("description", summary());
                put(arguments, "leadId", leadRecord);
            }
            case "create_lead", "upsert_lead" -> person(arguments);
            case "set_lead_score" -> {
                put(arguments, "leadId", leadRecord);
                if (grounding.scoreStands()) {
                    arguments.put("score", analysis.fitScore());
                }
            }
            case "set_intent_level" -> {
                put(arguments, "leadId", leadRecord);
                arguments.put("intent", analysis.intent().name());
            }
            case "match_account" -> {
                put(arguments, "domain", domain());
                put(arguments, "companyName", companyName());
            }
            case "create_contact" -> {
                put(arguments, "accountId", accountRecord);
                put(arguments, "email", lead.email());
                put(arguments, "firstName", lead.firstName());
                put(arguments, "lastName", lead.lastName());
                put(arguments, "title", lead.title());
                put(arguments, "phone", lead.phone());
            }
            case "create_opportunity" -> {
                arguments.put("name", opportunityName());
                put(arguments, "leadId", leadRecord);
                put(arguments, "accountId", accountRecord);
                put(arguments, "campaignId", lead.campaignId());
            }
            case "create_task" -> {
                put(arguments, "leadId", leadRecord);
                put(arguments, "description", cut(analysis.reasoning(), 32_000));
            }
            case "add_note" -> {
                put(arguments, "leadId", leadRecord);
                String reasoning = analysis.reasoning() == null ? "no reasoning given" : analysis.reasoning();
                arguments.put("text", cut("Disqualified: " + reasoning, 32_000));
            }
            case "sync_firmographics" -> {
                put(arguments, "leadId", leadRecord);
                firmographics(arguments);
            }
            case "sync_enrichment_metadata" -> {
                put(arguments, "leadId", leadRecord);
                arguments.put("source", "ENRICHMENT");
                Enrichment enrichment = lead.enrichment();
                put(arguments, "confidence", enrichment == null ? null : enrichment.confidence());
            }
            default -> put(arguments, "leadId", leadRecord);
        }
        arguments.putAll(fixed);
        return arguments;
    }

    private void person(Map<String, Object> arguments) {
        put(arguments, "email", lead.email());
        put(arguments, "firstName", lead.firstName());
        put(arguments, "lastName", lead.lastName());
        put(arguments, "title", lead.title());
        put(arguments, "phone", lead.phone());
        put(arguments, "company", lead.company());
        put(arguments, "website", lead.website());
        put(arguments, "campaignId", lead.campaignId());
        arguments.put("source", "AI Qualified Lead");
        if (grounding.scoreStands()) {
            arguments.put("aiFitScore", lead.analysis().fitScore());
        }
        arguments.put("aiIntent", lead.analysis().intent().name());
    }

    private void firmographics(Map<String, Object> arguments) {
        Enrichment enrichment = lead.enrichment();
        if (enrichment == null) {
            return;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, "company", enrichment.company());
        put(all, "industry", enrichment.industry());
        put(all, "founded", enrichment.founded());
        put(all, "headquarters", enrichment.headquarters());
        put(all, "employees", enrichment.employees());
        put(all, "annualRevenue", enrichment.annualRevenue());
        all.forEach((field, value) -> {
            if (grounding.mayWrite(field)) {
                arguments.put(field, value);
            }
        });
    }

    /** What a person reads in the CRM's activity history. */
    private String summary() {
        Analysis analysis = lead.analysis();
        StringBuilder text = new StringBuilder("AI analysis completed\nLead: %s\nDecision: %s\nIntent: %s\nScore: %s"
                .formatted(
                        lead.leadId(),
                        analysis.decision(),
                        analysis.intent(),
                        grounding.scoreStands() ? analysis.fitScore() : "not grounded"));
        text.append("\nGrounding: %s (%d claims stand)"
                .formatted(grounding.status(), grounding.standing().size()));
        grounding.dropped().forEach(dropped -> text.append('\n').append(dropped));
        if (grounding.status() == GroundedLead.GroundingStatus.DOWNGRADED) {
            text.append("\nOriginal intent: ").append(analysis.intent());
        }
        return cut(text.toString(), 32_000);
    }

    private String opportunityName() {
        String company = companyName();
        return cut((company == null ? "Lead " + lead.leadId() : company) + " - AI Qualified Lead", 120);
    }

    private @Nullable String companyName() {
        Enrichment enrichment = lead.enrichment();
        return enrichment == null || enrichment.company() == null || !grounding.mayWrite("company")
                ? lead.company()
                : enrichment.company();
    }

    private @Nullable String domain() {
        if (lead.website() != null) {
            return lead.website();
        }
        String email = lead.email();
        return email == null ? null : email.substring(email.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    private static void put(Map<String, Object> arguments, String name, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            arguments.put(name, value);
        }
    }

    private static String cut(@Nullable String text, int length) {
        String given = text == null ? "" : text;
        if (given.length() <= length) {
            return given;
        }
        boolean splitsAPair = Character.isHighSurrogate(given.charAt(length - 2));
        return given.substring(0, splitsAPair ? length - 2 : length - 1) + "…";
    }
}
