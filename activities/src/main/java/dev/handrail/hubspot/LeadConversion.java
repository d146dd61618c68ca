package dev.handrail.hubspot;

import dev.handrail.connector.Connector.Conversion;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.LeadParts;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.hubspot.Bodies.Stored;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A lead is a contact in an early stage of its life, so converting it makes no second one: the contact gets its
 * company, its deal and a later stage. Every part is found again under the key, so that a conversion that broke off is
 * completed by the next attempt.
 */
final class LeadConversion {

    /** As create_opportunity when no date is given. */
    private static final int MONTHS_TO_CLOSE = 3;

    private final HubSpotRecords records;
    private final Creation creation;
    private final Finding finding;
    private final HubSpotSettings settings;

    LeadConversion(HubSpotRecords records, Creation creation, Finding finding, HubSpotSettings settings) {
        this.records = records;
        this.creation = creation;
        this.finding = finding;
        this.settings = settings;
    }

    Conversion convert(
            Scope scope, String leadId, @Nullable String accountId, @Nullable String opportunityName, String key) {
        Mapping leads = records.mapping(RecordType.LEAD);
        return records.alone(leads, leadId, () -> {
            Stored stored = records.stored(scope, records.mapping(RecordType.CONTACT), leadId)
                    .flatMap(contact -> records.stored(scope, leads, leadId).map(lead -> withCompany(lead, contact)))
                    .orElseThrow(() -> HubSpotErrors.notFound(leads));
            CrmRecord lead = records.record(leads, stored, null);
            if (lead.field("convertedContactId") == null) {
                return convert(scope, stored, lead, accountId, opportunityName, key);
            }
            if (!key.equals(stored.property(Objects.requireNonNull(Mapping.CONVERSION_KEY.property())))) {
                throw CrmFailure.duplicate(
                        "The lead is converted already",
                        Stream.of("convertedContactId", "convertedAccountId", "convertedOpportunityId")
                                .flatMap(field -> lead.text(field).stream())
                                .distinct()
                                .toList());
            }
            return conversion(lead);
        });
    }

    private static Stored withCompany(Stored lead, Stored contact) {
        return new Stored(lead.id(), lead.properties(), lead.createdAt(), lead.updatedAt(), contact.associations());
    }

    private Conversion convert(
            Scope scope,
            Stored stored,
            CrmRecord lead,
            @Nullable String accountId,
            @Nullable String opportunityName,
            String key) {
        if (opportunityName != null) {
            Values.toCreate(records.mapping(RecordType.OPPORTUNITY), Map.of("name", opportunityName));
        }
        String account = account(scope, stored, lead, accountId, key);
        CrmRecord contact = records.record(records.mapping(RecordType.CONTACT), stored);
        records.update(
                scope,
                records.mapping(RecordType.CONTACT),
                contact,
                Values.toUpdate(records.mapping(RecordType.CONTACT), Map.of("accountId", account)),
                Map.of());
        Mapping leads = records.mapping(RecordType.LEAD);
        Map<String, Object> converted = new LinkedHashMap<>();
        converted.put("status", "Qualified");
        converted.put("convertedContactId", lead.id());
        converted.put("convertedAccountId", account);
        if (opportunityName != null) {
            converted.put("convertedOpportunityId", opportunity(scope, lead, account, opportunityName, key));
        }
        Map<String, String> further = Map.of(
                Objects.requireNonNull(Mapping.CONVERSION_KEY.property()),
                key,
                "lifecyclestage",
                opportunityName == null ? "salesqualifiedlead" : "opportunity");
        return conversion(records.update(scope, leads, lead, Values.toUpdate(leads, converted), further)
                .after());
    }

    private String opportunity(Scope scope, CrmRecord lead, String account, String name, String key) {
        Map<String, Object> fields = new LeadParts(lead).opportunity(name, account, lead.id());
        fields.put(
                "closeDate",
                LocalDate.now(settings.zone()).plusMonths(MONTHS_TO_CLOSE).toString());
        return creation.create(scope, RecordType.OPPORTUNITY, fields, key)
                .after()
                .id();
    }

    /** The one given, the one the contact is on, the one of the lead's company, or a new one. */
    private String account(Scope scope, Stored stored, CrmRecord lead, @Nullable String given, String key) {
        Optional<String> present = stored.company();
        if (given != null) {
            if (records.read(scope, new Ref(RecordType.ACCOUNT, given)).isEmpty()) {
                throw new CrmFailure(Kind.INVALID, "accountId names a record that does not exist or was removed");
            }
            if (present.filter(other -> !other.equals(given)).isPresent()) {
                throw new CrmFailure(
                        Kind.INVALID,
                        "The contact belongs to another account; link the contact to this account first, or leave"
                                + " accountId out");
            }
            return given;
        }
        return present.or(() -> matchingAccount(scope, lead).map(CrmRecord::id))
                .orElseGet(() -> newAccount(scope, lead, key));
    }

    private Optional<CrmRecord> matchingAccount(Scope scope, CrmRecord lead) {
        LeadParts parts = new LeadParts(lead);
        return parts.domains().stream()
                .flatMap(domain -> finding.find(scope, RecordType.ACCOUNT, "domain", domain, 1).stream())
                .findFirst()
                .or(() -> lead.text("company")
                        .flatMap(company -> finding.find(scope, RecordType.ACCOUNT, "name", company, 10).stream()
                                .filter(account -> parts.websiteDomain().isEmpty() || account.field("domain") == null)
                                .findFirst()));
    }

    private String newAccount(Scope scope, CrmRecord lead, String key) {
        try {
            return creation.create(scope, RecordType.ACCOUNT, new LeadParts(lead).account(), key)
                    .after()
                    .id();
        } catch (CrmFailure failure) {
            if (failure.kind() != Kind.DUPLICATE || failure.existing().isEmpty()) {
                throw failure;
            }
            return failure.existing().getFirst();
        }
    }

    private static Conversion conversion(CrmRecord lead) {
        return new Conversion(
                lead,
                lead.text("convertedContactId").orElseThrow(),
                lead.text("convertedAccountId").orElseThrow(),
                lead.text("convertedOpportunityId").orElse(null));
    }
}
