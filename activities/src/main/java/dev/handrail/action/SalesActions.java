package dev.handrail.action;

import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CAMPAIGN;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.OPPORTUNITY;

import dev.handrail.call.LeadContext;
import dev.handrail.call.Refusal;
import dev.handrail.connector.CrmRecord;
import java.util.List;
import java.util.Map;

final class SalesActions {

    /** The least fit score of a lead that becomes an opportunity; seed 001, "Opportunity Creation Guard". */
    private static final int LEAST_SCORE = 75;

    private static final int MONTHS_TO_CLOSE = 3;

    /** Which stages may follow which; a closed opportunity stays closed. */
    private static final Map<String, List<String>> NEXT_STAGES = Map.of(
            "Prospecting", List.of("Qualification", "Closed Lost"),
            "Qualification", List.of("Prospecting", "Needs Analysis", "Closed Lost"),
            "Needs Analysis", List.of("Qualification", "Value Proposition", "Closed Lost"),
            "Value Proposition", List.of("Needs Analysis", "Closed Won", "Closed Lost"),
            "Closed Won", List.of(),
            "Closed Lost", List.of());

    private SalesActions() {}

    static Map<String, Action> all() {
        return Map.of(
                "create_opportunity", SalesActions::create,
                "update_opportunity_stage", SalesActions::moveStage,
                "set_opportunity_value", SalesActions::setValue,
                "attach_campaign", SalesActions::attachCampaign);
    }

    private static Effected create(Arguments arguments, ActionScope scope) {
        LeadContext lead = scope.lead();
        int score;
        if (lead != null) {
            requireHighFit(lead.intent());
            score = lead.scoreGrounded() ? lead.fitScore() : 0;
        } else {
            CrmRecord record = scope.current(LEAD, arguments.text("leadId"), "leadId");
            requireHighFit(record.text("aiIntent").orElse("not set"));
            score = record.field("aiFitScore") instanceof Number number ? number.intValue() : 0;
        }
        if (score < LEAST_SCORE) {
            throw new ActionRefused(
                    Refusal.RULE_VIOLATED,
                    "Grounded fit score %d is below the opportunity threshold (%d)".formatted(score, LEAST_SCORE));
        }
        scope.existing(ACCOUNT, arguments.text("accountId"), "accountId");
        Map<String, Object> fields =
                arguments.only(List.of("name", "accountId", "leadId", "amount", "closeDate", "campaignId"));
        fields.put("stage", "Prospecting");
        fields.putIfAbsent(
                "closeDate", scope.today().plusMonths(MONTHS_TO_CLOSE).toString());
        fields.put("source", "AI Qualified Lead");
        fields.put("aiConfidence", score / 100.0);
        return Effected.by(scope.create(OPPORTUNITY, fields));
    }

    private static void requireHighFit(String intent) {
        if (!"HIGH_FIT".equals(intent)) {
            throw new ActionRefused(
                    Refusal.RULE_VIOLATED,
                    "An opportunity needs a lead whose intent is HIGH_FIT; this lead's is %s".formatted(intent));
        }
    }

    private static Effected moveStage(Arguments arguments, ActionScope scope) {
        CrmRecord opportunity = opportunity(arguments, scope);
        String from = opportunity.text("stage").orElse("Prospecting");
        String to = arguments.text("stage");
        List<String> allowed = NEXT_STAGES.getOrDefault(from, List.of());
        if (!from.equals(to) && !allowed.contains(to)) {
            throw new ActionRefused(
                    Refusal.RULE_VIOLATED,
                    allowed.isEmpty()
                            ? "A %s opportunity stays closed; create a new one".formatted(from)
                            : "From %s an opportunity can go to: %s".formatted(from, String.join(", ", allowed)));
        }
        return Effected.by(scope.change(opportunity, Map.of("stage", to)));
    }

    private static Effected setValue(Arguments arguments, ActionScope scope) {
        return Effected.by(scope.update(
                OPPORTUNITY,
                arguments.text("opportunityId"),
                Map.of("amount", arguments.number("amount").orElseThrow())));
    }

    private static Effected attachCampaign(Arguments arguments, ActionScope scope) {
        scope.current(CAMPAIGN, arguments.text("campaignId"), "campaignId");
        return Effected.by(scope.update(
                OPPORTUNITY, arguments.text("opportunityId"), Map.of("campaignId", arguments.text("campaignId"))));
    }

    private static CrmRecord opportunity(Arguments arguments, ActionScope scope) {
        return scope.current(OPPORTUNITY, arguments.text("opportunityId"), "opportunityId");
    }
}
