package dev.handrail.office;

import dev.handrail.connector.Change;
import dev.handrail.connector.Connector.Conversion;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.LeadParts;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a lead into a contact on an account; all of it or nothing. */
final class LeadConversion {

    /** As create_opportunity of seed 001 when no date is given. */
    private static final int MONTHS_TO_CLOSE = 3;

    private final OfficeRows rows;
    private final OfficeRecords records;

    LeadConversion(OfficeRows rows, OfficeRecords records) {
        this.rows = rows;
        this.records = records;
    }

    Conversion convert(
            Scope scope, String leadId, @Nullable String accountId, @Nullable String opportunityName, String key) {
        List<CrmRecord> found = rows.toConvert(OfficeId.full(leadId).orElse(leadId), key);
        if (found.isEmpty()) {
            throw new CrmFailure(Kind.NOT_FOUND, "There is no lead with this id; it may have been removed");
        }
        CrmRecord lead = found.getFirst();
        if (lead.field("convertedContactId") == null) {
            return rows.atomically(() -> convert(scope, lead, accountId, opportunityName, key));
        }
        if (!rows.convertedUnder(lead, key)) {
            throw CrmFailure.duplicate(
                    "The lead is converted already",
                    Stream.of("convertedContactId", "convertedAccountId", "convertedOpportunityId")
                            .flatMap(field -> lead.text(field).stream())
                            .toList());
        }
        return conversion(lead);
    }

    private Conversion convert(
            Scope scope, CrmRecord lead, @Nullable String accountId, @Nullable String opportunityName, String key) {
        Optional<CrmRecord> known = lead.text("email")
                .flatMap(email -> records.find(RecordType.CONTACT, "email", email, 1).stream()
                        .findFirst());
        String account = account(scope, lead, known, accountId, key);
        String contact = known.isPresent()
                ? records.update(scope, known.get().ref(), Map.of("accountId", account), null)
                        .after()
                        .id()
                : create(scope, RecordType.CONTACT, new LeadParts(lead).contact(account), key);
        Map<Column, @Nullable Object> converted = new LinkedHashMap<>();
        OfficeTable leads = OfficeTable.of(RecordType.LEAD);
        converted.put(leads.column("status"), "Qualified");
        converted.put(leads.column("convertedContactId"), contact);
        converted.put(leads.column("convertedAccountId"), account);
        if (opportunityName != null) {
            converted.put(
                    leads.column("convertedOpportunityId"),
                    create(
                            scope,
                            RecordType.OPPORTUNITY,
                            opportunityFields(lead, account, contact, opportunityName),
                            key));
        }
        converted.put(OfficeTable.CONVERSION_KEY, key);
        return conversion(
                records.update(scope, lead.ref(), new Values(converted), null).after());
    }

    /** The one given, the one the contact is on, the one of the lead's company, or a new one. */
    private String account(
            Scope scope, CrmRecord lead, Optional<CrmRecord> contact, @Nullable String given, String key) {
        Optional<String> present = contact.flatMap(known -> known.text("accountId"));
        if (given != null) {
            String account = records.read(new Ref(RecordType.ACCOUNT, given))
                    .map(CrmRecord::id)
                    .orElseThrow(() -> new CrmFailure(
                            Kind.INVALID, "accountId names a record that does not exist or was removed"));
            if (present.filter(other -> !other.equals(account)).isPresent()) {
                throw new CrmFailure(
                        Kind.INVALID,
                        "A contact with the lead's e-mail address belongs to another account; link the contact to this"
                                + " account first, or leave accountId out");
            }
            return account;
        }
        return present.or(() -> matchingAccount(lead).map(CrmRecord::id))
                .orElseGet(() -> create(scope, RecordType.ACCOUNT, new LeadParts(lead).account(), key));
    }

    private Optional<CrmRecord> matchingAccount(CrmRecord lead) {
        LeadParts parts = new LeadParts(lead);
        Optional<CrmRecord> byDomain = parts.domains().stream()
                .flatMap(domain -> records.find(RecordType.ACCOUNT, "domain", domain, 1).stream())
                .findFirst();
        return byDomain.or(() -> lead.text("company")
                .flatMap(company -> records.find(RecordType.ACCOUNT, "name", company, 10).stream()
                        .filter(account -> parts.websiteDomain().isEmpty() || account.field("domain") == null)
                        .findFirst()));
    }

    private static Map<String, Object> opportunityFields(CrmRecord lead, String account, String contact, String name) {
        Map<String, Object> fields = new LeadParts(lead).opportunity(name, account, contact);
        fields.put(
                "closeDate",
                LocalDate.now(ZoneOffset.UTC).plusMonths(MONTHS_TO_CLOSE).toString());
        return fields;
    }

    private String create(Scope scope, RecordType type, Map<String, Object> fields, String key) {
        Change change = records.create(scope, type, fields, key);
        return change.after().id();
    }

    private static Conversion conversion(CrmRecord lead) {
        return new Conversion(
                lead,
                text(lead, "convertedContactId"),
                text(lead, "convertedAccountId"),
                lead.text("convertedOpportunityId").orElse(null));
    }

    private static String text(CrmRecord record, String field) {
        return Objects.requireNonNull(record.text(field).orElse(null));
    }
}
