package dev.handrail.simulator.salesforce.data;

import dev.handrail.simulator.ledger.Action;
import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import dev.handrail.simulator.salesforce.schema.Option;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a lead into an account, a contact and an opportunity. */
public final class LeadConversion {

    /**
     * @param accountId an existing account, null for a new one
     * @param contactId an existing contact of that account, null for a new one
     * @param opportunityId an existing opportunity, null for a new one
     * @param opportunityName null for one made of the company's name
     * @param ownerId of what is made, null for the lead's owner
     * @param overwriteLeadSource whether an existing contact takes the lead's source
     */
    public record Wanted(
            String leadId,
            String convertedStatus,
            @Nullable String accountId,
            @Nullable String contactId,
            @Nullable String opportunityId,
            @Nullable String opportunityName,
            @Nullable String ownerId,
            boolean doNotCreateOpportunity,
            boolean overwriteLeadSource) {}

    /** @param opportunityId null when there is none */
    public record Converted(
            String leadId,
            String accountId,
            String contactId,
            @Nullable String opportunityId) {}

    private static final Map<String, String> TO_ACCOUNT = Map.ofEntries(
            Map.entry("Company", "Name"),
            Map.entry("Phone", "Phone"),
            Map.entry("Fax", "Fax"),
            Map.entry("Website", "Website"),
            Map.entry("Industry", "Industry"),
            Map.entry("Rating", "Rating"),
            Map.entry("AnnualRevenue", "AnnualRevenue"),
            Map.entry("NumberOfEmployees", "NumberOfEmployees"),
            Map.entry("LeadSource", "AccountSource"),
            Map.entry("Street", "BillingStreet"),
            Map.entry("City", "BillingCity"),
            Map.entry("State", "BillingState"),
            Map.entry("PostalCode", "BillingPostalCode"),
            Map.entry("Country", "BillingCountry"));

    private static final Map<String, String> TO_CONTACT = Map.ofEntries(
            Map.entry("Salutation", "Salutation"),
            Map.entry("FirstName", "FirstName"),
            Map.entry("LastName", "LastName"),
            Map.entry("Title", "Title"),
            Map.entry("Email", "Email"),
            Map.entry("Phone", "Phone"),
            Map.entry("MobilePhone", "MobilePhone"),
            Map.entry("Fax", "Fax"),
            Map.entry("LeadSource", "LeadSource"),
            Map.entry("Description", "Description"),
            Map.entry("HasOptedOutOfEmail", "HasOptedOutOfEmail"),
            Map.entry("DoNotCall", "DoNotCall"),
            Map.entry("Street", "MailingStreet"),
            Map.entry("City", "MailingCity"),
            Map.entry("State", "MailingState"),
            Map.entry("PostalCode", "MailingPostalCode"),
            Map.entry("Country", "MailingCountry"));

    private final Org org;
    private final Writes writes;

    public LeadConversion(Org org, Writes writes) {
        this.org = org;
        this.writes = writes;
    }

    public Converted convert(Unit unit, Wanted wanted) {
        Row lead = existing("Lead", wanted.leadId);
        if (lead.is("IsConverted")) {
            throw Refusal.of("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
        }
        requireConverting(lead.type(), wanted.convertedStatus);
        if (wanted.contactId != null && wanted.accountId == null) {
            throw Refusal.of("REQUIRED_FIELD_MISSING", "an accountId is needed with a contactId", "accountId");
        }
        if (wanted.opportunityId != null && wanted.accountId == null) {
            throw Refusal.of("REQUIRED_FIELD_MISSING", "an accountId is needed with an opportunityId", "accountId");
        }
        String owner = wanted.ownerId == null ? lead.text("OwnerId") : wanted.ownerId;
        Row account = account(unit, lead, wanted, owner);
        Row contact = contact(unit, lead, wanted, owner, account);
        Row opportunity = opportunity(unit, lead, wanted, owner, account, contact);
        moveActivities(unit, lead, contact, opportunity == null ? account : opportunity);
        String opportunityId = opportunity == null ? null : opportunity.id();
        close(unit, lead, wanted.convertedStatus, account.id(), contact.id(), opportunityId);
        return new Converted(lead.id(), account.id(), contact.id(), opportunityId);
    }

    private static void requireConverting(ObjectType lead, String status) {
        boolean converting = lead.field("Status")
                .flatMap(field -> field.option(status))
                .filter(option -> option.is("IsConverted"))
                .isPresent();
        if (!converting) throw Refusal.of("INVALID_STATUS", "invalid convertedStatus: " + status);
    }

    private Row account(Unit unit, Row lead, Wanted wanted, String owner) {
        if (wanted.accountId != null)
            return filled(unit, existing("Account", wanted.accountId), lead, TO_ACCOUNT, false);
        var given = mapped(lead, TO_ACCOUNT);
        given.put("OwnerId", owner);
        return writes.create(unit, org.schema().known("Account"), given);
    }

    private Row contact(Unit unit, Row lead, Wanted wanted, String owner, Row account) {
        if (wanted.contactId != null) {
            Row contact = existing("Contact", wanted.contactId);
            if (!contact.text("AccountId").equals(account.id())) {
                throw Refusal.of("INVALID_CROSS_REFERENCE_KEY", "the contact does not belong to the account");
            }
            return filled(unit, contact, lead, TO_CONTACT, wanted.overwriteLeadSource);
        }
        var given = mapped(lead, TO_CONTACT);
        given.put("AccountId", account.id());
        given.put("OwnerId", owner);
        return writes.create(unit, org.schema().known("Contact"), given);
    }

    private @Nullable Row opportunity(Unit unit, Row lead, Wanted wanted, String owner, Row account, Row contact) {
        if (wanted.opportunityId != null) return existing("Opportunity", wanted.opportunityId);
        if (wanted.doNotCreateOpportunity) return null;
        ObjectType type = org.schema().known("Opportunity");
        var given = new LinkedHashMap<String, @Nullable Object>();
        given.put("Name", wanted.opportunityName == null ? lead.text("Company") + "-" : wanted.opportunityName);
        given.put("AccountId", account.id());
        given.put("ContactId", contact.id());
        given.put("StageName", firstStage(type));
        given.put("CloseDate", endOfQuarter(LocalDate.ofInstant(unit.now(), ZoneOffset.UTC)));
        given.put("LeadSource", lead.get("LeadSource"));
        given.put("OwnerId", owner);
        return writes.create(unit, type, given);
    }

    private static String firstStage(ObjectType opportunity) {
        return opportunity
                .field("StageName")
                .map(Field::options)
                .map(options -> options.getFirst())
                .map(Option::value)
                .orElseThrow();
    }

    private static LocalDate endOfQuarter(LocalDate day) {
        int lastMonth = (day.getMonthValue() + 2) / 3 * 3;
        return day.withDayOfMonth(1).withMonth(lastMonth).plusMonths(1).minusDays(1);
    }

    /** Only what is empty there is taken over into a record that existed, except its source when that is wanted. */
    private Row filled(Unit unit, Row target, Row lead, Map<String, String> mapping, boolean overwriteSource) {
        var given = mapped(lead, mapping);
        given.keySet().removeIf(field -> target.get(field) != null && !(overwriteSource && field.equals("LeadSource")));
        return given.isEmpty() ? target : writes.change(unit, target, given);
    }

    private static Map<String, @Nullable Object> mapped(Row lead, Map<String, String> mapping) {
        var given = new HashMap<String, @Nullable Object>();
        mapping.forEach((from, to) -> {
            if (lead.get(from) != null) given.put(to, lead.get(from));
        });
        return given;
    }

    private void moveActivities(Unit unit, Row lead, Row contact, Row about) {
        for (String name : new String[] {"Task", "Event"}) {
            ObjectType type = org.schema().known(name);
            Field who = type.field("WhoId").orElseThrow();
            for (Row activity : unit.database().living(type, who, lead.id())) {
                unit.database().put(activity.with(Map.of("WhoId", contact.id(), "WhatId", about.id())));
            }
        }
        ObjectType member = org.schema().known("CampaignMember");
        for (Row each : unit.database().living(member, member.field("LeadId").orElseThrow(), lead.id())) {
            unit.database().put(each.with(Map.of("ContactId", contact.id())));
        }
    }

    private static void close(
            Unit unit, Row lead, String status, String account, String contact, @Nullable String opportunity) {
        var changes = new HashMap<String, @Nullable Object>();
        changes.put("Status", status);
        changes.put("IsConverted", true);
        changes.put("ConvertedDate", LocalDate.ofInstant(unit.now(), ZoneOffset.UTC));
        changes.put("ConvertedAccountId", account);
        changes.put("ConvertedContactId", contact);
        changes.put("ConvertedOpportunityId", opportunity);
        changes.put("LastModifiedDate", unit.now());
        changes.put("SystemModstamp", unit.now());
        changes.put("LastModifiedById", unit.userId());
        unit.database().put(lead.with(changes));
        unit.effects().add(Action.CONVERTED, "Lead", lead.id(), lead.externalId());
    }

    private Row existing(String object, String id) {
        ObjectType type = org.schema().known(object);
        Row row = SalesforceId.canonical(id).flatMap(org.database()::find).orElse(null);
        if (row == null || row.type() != type) {
            throw Refusal.of("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
        }
        if (row.deleted()) throw Refusal.of("ENTITY_IS_DELETED", "entity is deleted");
        return row;
    }
}
