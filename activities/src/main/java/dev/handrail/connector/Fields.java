package dev.handrail.connector;

import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CAMPAIGN;
import static dev.handrail.connector.RecordType.CONTACT;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.NOTE;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static dev.handrail.connector.RecordType.TASK;
import static dev.handrail.connector.RecordType.USER;

import java.util.List;
import java.util.Map;

/**
 * Handrail's names for the fields of each record. Values are text, numbers, booleans, ISO dates as text, and for
 * {@code tags} a list of text. A connector maps them to the names of its CRM.
 */
public final class Fields {

    private static final Map<RecordType, List<String>> BY_TYPE = Map.of(
            LEAD,
                    List.of(
                            "email",
                            "firstName",
                            "lastName",
                            "title",
                            "phone",
                            "company",
                            "website",
                            "source",
                            "campaignId",
                            "status",
                            "ownerId",
                            "aiFitScore",
                            "aiIntent",
                            "tags",
                            "industry",
                            "founded",
                            "headquarters",
                            "employees",
                            "annualRevenue",
                            "enrichmentSource",
                            "enrichmentConfidence",
                            "convertedContactId",
                            "convertedAccountId",
                            "convertedOpportunityId"),
            ACCOUNT,
                    List.of(
                            "name",
                            "domain",
                            "website",
                            "industry",
                            "founded",
                            "headquarters",
                            "employees",
                            "annualRevenue"),
            CONTACT, List.of("accountId", "email", "firstName", "lastName", "title", "phone", "source"),
            OPPORTUNITY,
                    List.of(
                            "name",
                            "accountId",
                            "leadId",
                            "contactId",
                            "stage",
                            "amount",
                            "closeDate",
                            "campaignId",
                            "source",
                            "aiConfidence"),
            TASK,
                    List.of(
                            "subject",
                            "description",
                            "status",
                            "priority",
                            "dueDate",
                            "leadId",
                            "relatedToId",
                            "externalLeadId"),
            NOTE, List.of("text", "leadId", "relatedToId"),
            CAMPAIGN, List.of("name"),
            USER, List.of("name", "email", "active"));

    private Fields() {}

    public static List<String> of(RecordType type) {
        return BY_TYPE.getOrDefault(type, List.of());
    }
}
