package dev.handrail.salesforce;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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
     * @param insisted whether the record was to be written though it resembles others
     * @throws CrmFailure DUPLICATE with the records that have the value, or RESEMBLES_OTHERS
     */
    String resolve(SalesforceObject object, Values values, Answer refusal, String except, boolean insisted) {
        if (refusal.resembles()) {
            refuseTaken(object, values, except);
            throw refusal.resemblance().failure(insisted);
        }
        if (object.hasUniqueAddress()
                && refusal.concerns(SalesforceObject.UNIQUE)
                && values.named("email") instanceof String email) {
            return nextFor(object, email, except);
        }
        if (refusal.concerns(SalesforceObject.EXTERNAL_ID)) {
            throw new CrmFailure(Kind.UNAVAILABLE, "A record with the same key is just being made or removed");
        }
        if (refusal.concerns("Domain__c")) {
            refuseTakenDomain(object, values, except);
        }
        throw refusal.failure(object, values.references(), true);
    }

    /** Whatever a duplicate rule says: a value that is taken is no question for a person. */
    private void refuseTaken(SalesforceObject object, Values values, String except) {
        if (object.hasUniqueAddress() && values.named("email") instanceof String email) {
            List<String> holders = open(like(object, email), email, except)
                    .filter(row -> row.text(SalesforceObject.UNIQUE).isPresent())
                    .map(Row::id)
                    .toList();
            if (!holders.isEmpty()) {
                throw duplicate(object, "email", holders.reversed());
            }
        }
        refuseTakenDomain(object, values, except);
    }

    private void refuseTakenDomain(SalesforceObject object, Values values, String except) {
        if (object.type() == RecordType.ACCOUNT && values.named("domain") instanceof String domain) {
            List<String> holders = query(
                            object,
                            Soql.select(object.name(), List.of("Id"))
                                    .where(Soql.equal("Domain__c", domain))
                                    .limit(MOST))
                    .stream()
                    .map(Row::id)
                    .filter(id -> !id.equals(except))
                    .toList();
            if (!holders.isEmpty()) {
                throw duplicate(object, "domain", holders);
            }
        }
    }

    private String nextFor(SalesforceObject object, String email, String except) {
        String unique = Shape.unique(email);
        List<Row> like = like(object, email);
        List<String> open = open(like, email, except).map(Row::id).toList();
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

    /** Newest first. */
    private List<Row> like(SalesforceObject object, String email) {
        String unique = Shape.unique(email);
        List<String> selected = new ArrayList<>(object.selected());
        selected.add(SalesforceObject.UNIQUE);
        return query(
                object,
                Soql.select(object.name(), selected)
                        .where(Soql.any(
                                Soql.equal("Email", email),
                                Soql.equal(SalesforceObject.UNIQUE, unique),
                                Soql.startsWith(SalesforceObject.UNIQUE, unique + "#")))
                        .descending("CreatedDate")
                        .descending("Id")
                        .limit(MOST));
    }

    private static Stream<Row> open(List<Row> like, String email, String except) {
        return like.stream()
                .filter(row -> !row.is("IsConverted") && !row.id().equals(except))
                .filter(row -> row.text("Email").filter(email::equalsIgnoreCase).isPresent());
    }

    private static CrmFailure duplicate(SalesforceObject object, String field, List<String> ids) {
        return CrmFailure.duplicate(
                "A record of type %s with this %s exists"
                        .formatted(object.type().name().toLowerCase(Locale.ROOT), field),
                ids);
    }

    private List<Row> query(SalesforceObject object, Soql soql) {
        Answer answer = Records.part(api.send(api.composite().query("it", soql)), "it");
        if (!answer.ok()) {
            throw answer.failure(object, List.of(), false);
        }
        return answer.records();
    }
}
