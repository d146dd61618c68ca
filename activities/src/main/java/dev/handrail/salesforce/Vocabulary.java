package dev.handrail.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Handrail's names for values of picklists, each with the values an org may have for it. The first one that the org's
 * describe shows is written; all of them are read.
 */
final class Vocabulary {

    static final Map<String, List<String>> LEAD_STATUS = table(
            List.of("New", "Open - Not Contacted", "Open"),
            List.of("Working", "Working - Contacted", "Contacted"),
            List.of("Nurture", "Nurturing"),
            List.of("Qualified", "Closed - Converted"),
            List.of("Disqualified", "Unqualified", "Closed - Not Converted"));

    static final Map<String, List<String>> INTENT = intents();

    static final Map<String, List<String>> STAGE = table(
            List.of("Prospecting"),
            List.of("Qualification"),
            List.of("Needs Analysis"),
            List.of("Value Proposition"),
            List.of("Closed Won"),
            List.of("Closed Lost"));

    static final Map<String, List<String>> TASK_STATUS = table(
            List.of("Not Started", "Open"),
            List.of("In Progress"),
            List.of("Completed"),
            List.of("Waiting on someone else"),
            List.of("Deferred"));

    static final Map<String, List<String>> PRIORITY = table(List.of("Low"), List.of("Normal"), List.of("High"));

    private Vocabulary() {}

    private static Map<String, List<String>> intents() {
        Map<String, List<String>> intents = new LinkedHashMap<>();
        intents.put("HIGH_FIT", List.of("High Fit", "HIGH_FIT"));
        intents.put("MEDIUM_FIT", List.of("Medium Fit", "MEDIUM_FIT"));
        intents.put("LOW_FIT", List.of("Low Fit", "LOW_FIT"));
        intents.put("MANUAL_REVIEW", List.of("Manual Review", "MANUAL_REVIEW"));
        return intents;
    }

    /** Each row begins with Handrail's own name. */
    @SafeVarargs
    private static Map<String, List<String>> table(List<String>... rows) {
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (List<String> row : rows) {
            table.put(row.getFirst(), row);
        }
        return table;
    }
}
