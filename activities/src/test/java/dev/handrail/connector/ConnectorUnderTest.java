package dev.handrail.connector;

import static dev.handrail.connector.ContractSamples.key;
import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CAMPAIGN;
import static dev.handrail.connector.RecordType.CONTACT;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.NOTE;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static dev.handrail.connector.RecordType.TASK;
import static dev.handrail.connector.RecordType.USER;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The connector a contract is about, and what the tests need to know of its CRM. */
public interface ConnectorUnderTest {

    Connector crm();

    Scope scope();

    /** A tenant with an empty CRM, but for users and campaigns. */
    Scope newScope();

    /** Changes a field the way a person does, who knows nothing of Handrail. */
    void editAsAPerson(Scope scope, Ref ref, String field, Object value);

    /** Takes a record out of the recycle bin the way a person does. */
    void restoreAsAPerson(Scope scope, Ref ref);

    /** A campaign there is in a new scope. */
    String campaignId();

    /** An active user there is in a new scope. */
    String userId();

    /** An id of the right shape that no record has. */
    String unknownId(RecordType type);

    /** How the CRM keeps a text; some cut off white space at the ends. */
    default String kept(String text) {
        return text;
    }

    /** How the CRM keeps an e-mail address; some do in lower case. */
    default String keptAddress(String email) {
        return email;
    }

    /** Whether a lead and a contact are two records; false where a lead is a contact early in its life. */
    default boolean keepsLeadsApartFromContacts() {
        return true;
    }

    /** Whether campaigns can be read. */
    default boolean hasCampaigns() {
        return true;
    }

    /** Whether a removed record still holds its key, so that it is found by it and nothing is made under it again. */
    default boolean findsRemovedRecordsByKey() {
        return true;
    }

    default CrmRecord lead(String email) {
        return crm().create(scope(), LEAD, Map.of("email", email, "lastName", "Reyes"), key())
                .after();
    }

    default CrmRecord account(String name) {
        return crm().create(scope(), ACCOUNT, Map.of("name", name), key()).after();
    }

    default CrmRecord contact(CrmRecord account, String email) {
        return crm().create(
                        scope(), CONTACT, Map.of("accountId", account.id(), "email", email, "lastName", "Reyes"), key())
                .after();
    }

    default Map<String, Object> everyField(RecordType type) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (type) {
            case LEAD -> {
                fields.putAll(
                        Map.of("company", "3M", "website", "https://www.mmm.example.com/about", "status", "Working"));
                fields.putAll(Map.of("ownerId", userId(), "campaignId", campaignId(), "aiFitScore", 91));
                fields.putAll(Map.of("aiIntent", "HIGH_FIT", "tags", List.of("ai-qualified", "enterprise")));
                fields.putAll(Map.of("enrichmentSource", "Clearbit", "enrichmentConfidence", 0.97));
                fields.putAll(ContractSamples.firmographics());
                fields.putAll(ContractSamples.person());
            }
            case ACCOUNT -> {
                fields.putAll(Map.of("name", "3M", "domain", "mmm.example.com", "website", "https://mmm.example.com"));
                fields.putAll(ContractSamples.firmographics());
            }
            case CONTACT -> {
                fields.put("accountId", account("3M").id());
                fields.putAll(ContractSamples.person());
            }
            case OPPORTUNITY -> {
                CrmRecord account = account("3M");
                fields.putAll(Map.of("name", "3M Q4", "accountId", account.id(), "stage", "Qualification"));
                fields.putAll(Map.of(
                        "leadId",
                        lead("omar@example.com").id(),
                        "contactId",
                        contact(account, "a@example.com").id()));
                fields.putAll(Map.of("amount", 125_000.5, "closeDate", "2027-01-31", "campaignId", campaignId()));
                fields.putAll(Map.of("source", "Handrail", "aiConfidence", 0.88));
            }
            case TASK -> {
                fields.putAll(Map.of("subject", "Review", "description", "Line 1\nLine 2", "status", "In Progress"));
                fields.putAll(Map.of("priority", "High", "dueDate", "2026-12-01", "externalLeadId", "L-1001"));
                fields.putAll(Map.of(
                        "leadId",
                        lead("omar@example.com").id(),
                        "relatedToId",
                        account("3M").id()));
            }
            case NOTE -> {
                fields.putAll(Map.of(
                        "text",
                        "Met at the fair",
                        "leadId",
                        lead("omar@example.com").id()));
                fields.put("relatedToId", account("3M").id());
            }
            case CAMPAIGN, USER -> throw new IllegalArgumentException("Only read");
        }
        return fields;
    }
}
