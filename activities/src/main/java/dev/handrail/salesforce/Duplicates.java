package dev.handrail.salesforce;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out what a record that Salesforce refused is a duplicate of. A converted lead keeps its address but no longer
 * competes for it; Salesforce lets nobody change it, so a new lead's unique value is then the address with the id of
 * the converted one.
 */
final class Duplicates {

    private static final int MOST = 200;

    private final SalesforceApi api;

    Duplicates(SalesforceApi api) {
        this.api = api;
    }

    /**
     * The unique value to try next.
     *
     * @param except id of the record that is being changed
     * @throws CrmFailure DUPLICATE with the records that have the value
     */
    String resolve(SalesforceObject object, Values values, Answer refusal, String except) {
        if (object.hasUniqueAddress()
                && refusal.concerns(SalesforceObject.UNIQUE)
                && values.named("email") instanceof String email) {
            return nextFor(object, email, except);
        }
        if (refusal.concerns(SalesforceObject.EXTERNAL_ID)) {
            throw new CrmFailure(Kind.UNAVAILABLE, "A record with the same key is just being made or removed");
        }
        if (object.type() == RecordType.ACCOUNT
                && refusal.concerns("Domain__c")
                && values.named("domain") instanceof String domain) {
            throw duplicate(object, "domain", idsOf(object, Soql.equal("Domain__c", domain)));
        }
        if (refusal.code().filter("DUPLICATES_DETECTED"::equals).isPresent()
                && !refusal.duplicateIds().isEmpty()) {
            throw CrmFailure.duplicate(
                    "A duplicate rule of the org found records like this one; choose one of them, or change the rule",
                    refusal.duplicateIds());
        }
        throw refusal.failure(object, values.references(), true);
    }

    private String nextFor(SalesforceObject object, String email, String except) {
        String unique = Shape.unique(email);
        List<String> selected = new ArrayList<>(object.selected());
        selected.add(SalesforceObject.UNIQUE);
        List<Row> like = query(
                object,
                Soql.select(object.name(), selected)
                        .where(Soql.any(
                                Soql.equal("Email", email),
                                Soql.equal(SalesforceObject.UNIQUE, unique),
                                Soql.startsWith(SalesforceObject.UNIQUE, unique + "#")))
                        .descending("CreatedDate")
                        .descending("Id")
                        .limit(MOST));
        List<String> open = like.stream()
                .filter(row -> !row.is("IsConverted") && !row.id().equals(except))
                .filter(row -> row.text("Email").filter(email::equalsIgnoreCase).isPresent())
                .map(Row::id)
                .toList();
        if (!open.isEmpty()) {
            throw duplicate(object, "email", open.reversed());
        }
        Optional<String> newest = like.stream()
                .filter(row -> !row.id().equals(except)
                        && row.text(SalesforceObject.UNIQUE)
                                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(unique))
                                .isPresent())
                .map(Row::id)
                .findFirst();
        return unique + newest.map(id -> "#" + id).orElse("");
    }

    private static CrmFailure duplicate(SalesforceObject object, String field, List<String> ids) {
        return CrmFailure.duplicate(
                "A record of type %s with this %s exists"
                        .formatted(object.type().name().toLowerCase(Locale.ROOT), field),
                ids);
    }

    private List<String> idsOf(SalesforceObject object, Soql.Condition condition) {
        return query(
                        object,
                        Soql.select(object.name(), List.of("Id"))
                                .where(condition)
                                .limit(MOST))
                .stream()
                .map(Row::id)
                .toList();
    }

    private List<Row> query(SalesforceObject object, Soql soql) {
        Answer answer = Records.part(api.send(api.composite().query("it", soql)), "it");
        if (!answer.ok()) {
            throw answer.failure(object, List.of(), false);
        }
        return answer.records();
    }
}
