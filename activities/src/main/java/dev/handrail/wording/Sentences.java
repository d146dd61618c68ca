package dev.handrail.wording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One sentence for each tool of the catalog. */
final class Sentences {

    private static final Map<String, Function<Words, String>> BY_TOOL = new LinkedHashMap<>();

    static {
        BY_TOOL.put("create_lead", w -> "Create lead " + w.newPerson());
        BY_TOOL.put("upsert_lead", w -> "Create or update lead " + w.newPerson());
        BY_TOOL.put("convert_lead", Sentences::convert);
        BY_TOOL.put("assign_owner", w -> "Give %s to user %s".formatted(w.lead(), w.say("ownerId")));
        BY_TOOL.put("update_lead_status", w -> "Set the status of %s to %s".formatted(w.lead(), w.say("status")));
        BY_TOOL.put("update_lead_fields", w -> "Change %s of %s".formatted(fields(w), w.lead()));
        BY_TOOL.put("set_lead_score", w -> "Set the fit score of %s to %s".formatted(w.lead(), w.say("score")));
        BY_TOOL.put("set_intent_level", w -> "Set the intent of %s to %s".formatted(w.lead(), w.say("intent")));
        BY_TOOL.put("tag_lead", w -> "Tag %s with %s".formatted(w.lead(), w.say("tags")));
        BY_TOOL.put("match_account", Sentences::match);
        BY_TOOL.put("create_contact", w -> "Create contact %s in %s".formatted(w.newPerson(), w.account()));
        BY_TOOL.put("link_contact_to_account", w -> "Move %s to account %s".formatted(w.contact(), w.say("accountId")));
        BY_TOOL.put(
                "create_opportunity",
                w -> "Create opportunity %s for %s%s"
                        .formatted(w.quoted("name"), w.lead(), w.when("amount", ", worth %s")));
        BY_TOOL.put("update_opportunity_stage", w -> "Move %s to %s".formatted(w.opportunity(), w.say("stage")));
        BY_TOOL.put(
                "set_opportunity_value", w -> "Set the value of %s to %s".formatted(w.opportunity(), w.say("amount")));
        BY_TOOL.put("attach_campaign", w -> "Link %s to campaign %s".formatted(w.opportunity(), w.say("campaignId")));
        BY_TOOL.put("create_task", w -> "Create task %s%s".formatted(w.quoted("subject"), w.aboutLead(" about %s")));
        BY_TOOL.put("log_activity", w -> "Log activity %s%s".formatted(w.quoted("type"), w.aboutLead(" about %s")));
        BY_TOOL.put("add_note", w -> "Add a note" + w.aboutLead(" to %s"));
        BY_TOOL.put(
                "create_follow_up",
                w -> "Plan a %s follow-up with %s in %s days".formatted(w.say("type"), w.lead(), w.say("delayDays")));
        BY_TOOL.put("sync_firmographics", w -> "Write what is known about the company to %s".formatted(w.lead()));
        BY_TOOL.put(
                "sync_enrichment_metadata", w -> "Note on %s that %s enriched it".formatted(w.lead(), w.say("source")));
        BY_TOOL.put("validate_existing_fields", w -> "Compare %s with its enrichment".formatted(w.lead()));
    }

    private Sentences() {}

    /** @param title what to say, with the record it is about, of a tool that has no sentence */
    static String of(String tool, String title, Words words) {
        return BY_TOOL.getOrDefault(tool, other -> title + other.record()).apply(words);
    }

    private static String convert(Words words) {
        String account = words.when("accountId", " in account %s");
        return words.has("opportunityName")
                ? "Convert %s into a contact%s and an opportunity".formatted(words.lead(), account)
                : "Convert %s into a contact%s".formatted(words.lead(), account);
    }

    private static String match(Words words) {
        String company = words.has("companyName") ? words.say("companyName") : words.say("domain");
        return Boolean.TRUE.equals(words.arguments().get("createIfNotFound"))
                ? "Find the account of %s, and create it when there is none".formatted(company)
                : "Find the account of %s".formatted(company);
    }

    private static String fields(Words words) {
        if (!(words.arguments().get("fields") instanceof Map<?, ?> fields)) {
            return "fields";
        }
        List<String> names = fields.keySet().stream()
                .map(name -> Values.label(String.valueOf(name)).toLowerCase(java.util.Locale.ROOT))
                .sorted()
                .toList();
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
