package dev.handrail.salesforce;

import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CONTACT;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.OPPORTUNITY;

import dev.handrail.connector.Change;
import dev.handrail.connector.Connector.Conversion;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.WriteAhead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a lead into a contact on an account. What is missing is made first, under the key, and then the lead is
 * converted into it: each step can be repeated, and what was made is removed again when the conversion is refused.
 */
final class LeadConversion {

    private final Records records;
    private final Changes changes;
    private final ConversionTargets targets;
    private final ConvertLead soap;

    LeadConversion(SalesforceApi api, Records records, Changes changes) {
        this.records = records;
        this.changes = changes;
        this.targets = new ConversionTargets(api);
        this.soap = new ConvertLead(api);
    }

    Conversion convert(String leadId, @Nullable String accountId, @Nullable String opportunityName, String key) {
        SalesforceObject leads = SalesforceObject.of(LEAD);
        String id = RecordIds.full(LEAD, leadId).orElseThrow(() -> Records.notFound(leads));
        Row row = records.row(leads, id).orElseThrow(() -> Records.notFound(leads));
        if (row.is("IsConverted")) {
            return converted(row, key);
        }
        CrmRecord lead = Shape.record(leads, row);
        if (opportunityName != null) {
            var unused = Values.toCreate(
                    SalesforceObject.of(OPPORTUNITY), records.picklists(), Map.of("name", opportunityName));
        }
        ConversionTargets.Found found = targets.find(lead, accountId);
        List<Ref> made = new ArrayList<>();
        try {
            return convert(lead, found, opportunityName, key, made);
        } catch (CrmFailure failure) {
            switch (failure.kind()) {
                case UNAVAILABLE, OUTCOME_UNKNOWN, RATE_LIMITED, UNAUTHORIZED -> {}
                case NOT_FOUND, DUPLICATE, RESEMBLES_OTHERS, CHANGED_MEANWHILE, IN_USE, INVALID, NOT_SUPPORTED ->
                    made.reversed().forEach(ref -> removeAgain(ref, failure));
            }
            throw failure;
        }
    }

    private void removeAgain(Ref ref, CrmFailure failure) {
        try {
            changes.remove(ref, null);
        } catch (CrmFailure leftBehind) {
            failure.addSuppressed(leftBehind);
        }
    }

    private Conversion convert(
            CrmRecord lead,
            ConversionTargets.Found found,
            @Nullable String opportunityName,
            String key,
            List<Ref> made) {
        String account =
                found.account() != null ? found.account() : create(ACCOUNT, targets.newAccount(lead), key, made);
        String contact = contact(lead, found.contact(), account, key, made);
        String opportunity = opportunityName == null
                ? null
                : create(OPPORTUNITY, newOpportunity(lead, account, contact, opportunityName), key, made);
        SalesforceObject leads = SalesforceObject.of(LEAD);
        Optional<CrmFailure> refusal = soap.convert(lead.id(), key, found.status(), account, contact, opportunity);
        Row row = records.row(leads, lead.id()).orElseThrow(() -> Records.notFound(leads));
        if (refusal.isPresent() && !row.is("IsConverted")) {
            throw refusal.get();
        }
        return converted(row, key);
    }

    private String contact(CrmRecord lead, @Nullable CrmRecord known, String account, String key, List<Ref> made) {
        if (known == null) {
            return create(CONTACT, newContact(lead, account), key, made);
        }
        if (known.field("accountId") == null) {
            var unused = changes.update(WriteAhead.NONE, known.ref(), Map.of("accountId", account), null);
        }
        return known.id();
    }

    /** Whoever comes second takes what the first one made. */
    private String create(RecordType type, Map<String, Object> fields, String key, List<Ref> made) {
        try {
            Change change = records.create(type, fields, key);
            if (change.created()) {
                made.add(change.after().ref());
            }
            return change.after().id();
        } catch (CrmFailure failure) {
            if (failure.kind() == Kind.DUPLICATE && failure.existing().size() == 1) {
                return failure.existing().getFirst();
            }
            throw failure;
        }
    }

    private static Map<String, Object> newContact(CrmRecord lead, String account) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Stream.of("email", "firstName", "lastName", "title", "phone", "source")
                .forEach(field -> lead.text(field).ifPresent(value -> fields.put(field, value)));
        fields.put("accountId", account);
        return fields;
    }

    private static Map<String, Object> newOpportunity(CrmRecord lead, String account, String contact, String name) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("accountId", account);
        fields.put("contactId", contact);
        fields.put("leadId", lead.id());
        Stream.of("campaignId", "source")
                .forEach(field -> lead.text(field).ifPresent(value -> fields.put(field, value)));
        return fields;
    }

    private static Conversion converted(Row row, String key) {
        CrmRecord lead = Shape.record(SalesforceObject.of(LEAD), row);
        if (row.text(SalesforceObject.CONVERSION_KEY).filter(key::equals).isEmpty()) {
            throw CrmFailure.duplicate(
                    "The lead is converted already",
                    Stream.of("convertedContactId", "convertedAccountId", "convertedOpportunityId")
                            .flatMap(field -> lead.text(field).stream())
                            .toList());
        }
        return new Conversion(
                lead,
                Objects.requireNonNull(lead.text("convertedContactId").orElse(null)),
                Objects.requireNonNull(lead.text("convertedAccountId").orElse(null)),
                lead.text("convertedOpportunityId").orElse(null));
    }
}
