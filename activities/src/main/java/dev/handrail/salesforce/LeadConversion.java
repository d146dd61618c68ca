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
import dev.handrail.connector.LeadParts;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.connector.WriteAhead;
import java.util.ArrayList;
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

    Conversion convert(
            Scope scope, String leadId, @Nullable String accountId, @Nullable String opportunityName, String key) {
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
            Scope plain = new Scope(scope.tenant(), scope.by(), scope.callId(), WriteAhead.NONE, scope.insists());
            return convert(new Making(plain, lead, key, made), found, opportunityName);
        } catch (CrmFailure failure) {
            switch (failure.kind()) {
                case UNAVAILABLE, OUTCOME_UNKNOWN, RATE_LIMITED, UNAUTHORIZED, NOT_PREPARED -> {}
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

    /** @param made what is there that was not before */
    private record Making(Scope scope, CrmRecord lead, String key, List<Ref> made) {

        /** What is made of a lead is like that lead, which is no question for anybody. */
        CrmFailure butForItself(CrmFailure failure) {
            List<String> others = failure.existing().stream()
                    .filter(id -> !id.equals(lead.id()))
                    .toList();
            return failure.kind() == Kind.RESEMBLES_OTHERS
                    ? CrmFailure.resemblesOthers(String.valueOf(failure.getMessage()), others)
                    : failure;
        }

        Making insisting() {
            return new Making(scope.insisting(), lead, key, made);
        }
    }

    private Conversion convert(Making making, ConversionTargets.Found found, @Nullable String opportunityName) {
        CrmRecord lead = making.lead;
        String account =
                found.account() != null ? found.account() : create(making, ACCOUNT, new LeadParts(lead).account());
        String contact = contact(making, found.contact(), account);
        String opportunity = opportunityName == null
                ? null
                : create(making, OPPORTUNITY, new LeadParts(lead).opportunity(opportunityName, account, contact));
        Optional<CrmFailure> refusal = soap.convert(
                lead.id(),
                making.key,
                making.scope.insists(),
                new ConvertLead.Into(found.status(), account, contact, opportunity));
        SalesforceObject leads = SalesforceObject.of(LEAD);
        Row row = records.row(leads, lead.id()).orElseThrow(() -> Records.notFound(leads));
        if (refusal.isPresent() && !row.is("IsConverted")) {
            throw refusal.get();
        }
        return converted(row, making.key);
    }

    private String contact(Making making, @Nullable CrmRecord known, String account) {
        if (known == null) {
            return create(making, CONTACT, new LeadParts(making.lead).contact(account));
        }
        if (known.field("accountId") == null) {
            var unused = changes.update(making.scope, known.ref(), Map.of("accountId", account), null);
        }
        return known.id();
    }

    /** Whoever comes second takes what the first one made. */
    private String create(Making making, RecordType type, Map<String, Object> fields) {
        try {
            Change change = records.create(type, fields, making.key, making.scope.insists());
            if (change.created()) {
                making.made.add(change.after().ref());
            }
            return change.after().id();
        } catch (CrmFailure failure) {
            if (failure.kind() == Kind.DUPLICATE && failure.existing().size() == 1) {
                return failure.existing().getFirst();
            }
            CrmFailure remaining = making.butForItself(failure);
            if (remaining.kind() == Kind.RESEMBLES_OTHERS
                    && remaining.existing().isEmpty()
                    && !failure.existing().isEmpty()) {
                return create(making.insisting(), type, fields);
            }
            throw remaining;
        }
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
