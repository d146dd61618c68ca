package dev.handrail.action;

import static dev.handrail.connector.RecordType.LEAD;

import dev.handrail.call.Refusal;
import dev.handrail.connector.CrmRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class EnrichmentActions {

    private static final List<String> FIRMOGRAPHICS =
            List.of("company", "industry", "founded", "headquarters", "employees", "annualRevenue");

    private EnrichmentActions() {}

    static Map<String, Action> all() {
        return Map.of(
                "sync_firmographics", new LeadFields(EnrichmentActions::firmographics),
                "sync_enrichment_metadata", new LeadFields(EnrichmentActions::metadata),
                "validate_existing_fields", EnrichmentActions::compare);
    }

    private static Map<String, Object> firmographics(Arguments arguments) {
        Map<String, Object> fields = arguments.only(FIRMOGRAPHICS);
        if (fields.isEmpty()) {
            throw new ActionRefused(
                    Refusal.NOT_GROUNDED, "Nothing to sync: send at least one of " + String.join(", ", FIRMOGRAPHICS));
        }
        return fields;
    }

    private static Map<String, Object> metadata(Arguments arguments) {
        return Map.of(
                "enrichmentSource", arguments.text("source"),
                "enrichmentConfidence", arguments.number("confidence").orElseThrow());
    }

    private static Effected compare(Arguments arguments, ActionScope scope) {
        CrmRecord lead = scope.current(LEAD, arguments.text("leadId"), "leadId");
        List<Map<String, Object>> conflicts = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        arguments.only(FIRMOGRAPHICS).forEach((field, enriched) -> {
            Object present = lead.field(field);
            if (present == null) {
                missing.add(field);
            } else if (!same(present, enriched)) {
                conflicts.add(Map.of("field", field, "crm", present, "enrichment", enriched));
            }
        });
        return Effected.found(
                lead.ref(), Map.of("agrees", conflicts.isEmpty(), "conflicts", conflicts, "missingInCrm", missing));
    }

    private static boolean same(Object present, Object enriched) {
        return present instanceof Number one && enriched instanceof Number other
                ? Double.compare(one.doubleValue(), other.doubleValue()) == 0
                : present.toString()
                        .strip()
                        .equalsIgnoreCase(enriched.toString().strip());
    }
}
