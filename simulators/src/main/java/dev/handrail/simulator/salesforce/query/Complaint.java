package dev.handrail.simulator.salesforce.query;

import dev.handrail.simulator.salesforce.data.Refusal;

/** Refusals of queries, which show where in the text it went wrong. */
final class Complaint {

    private static final int SHOWN = 60;

    private Complaint() {}

    static Refusal malformed(String query, int position, String message) {
        return Refusal.of("MALFORMED_QUERY", at(query, position) + message);
    }

    static Refusal field(String query, int position, String message) {
        return Refusal.of("INVALID_FIELD", at(query, position) + message);
    }

    static Refusal type(String query, int position, String name) {
        return Refusal.of(
                "INVALID_TYPE",
                at(query, position) + "sObject type '" + name
                        + "' is not supported. If you are attempting to use a custom object, be sure to append the"
                        + " '__c' after the entity name.");
    }

    private static String at(String query, int position) {
        String line = query.replaceAll("\\s", " ");
        int from = Math.max(0, position - SHOWN);
        String shown = line.substring(from, Math.min(line.length(), position + SHOWN));
        return "\n" + shown + "\n" + " ".repeat(position - from) + "^\nERROR at Row:1:Column:" + (position + 1) + "\n";
    }
}
