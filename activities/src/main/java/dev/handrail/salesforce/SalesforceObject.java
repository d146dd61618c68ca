package dev.handrail.salesforce;

import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CAMPAIGN;
import static dev.handrail.connector.RecordType.CONTACT;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.NOTE;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static dev.handrail.connector.RecordType.TASK;
import static dev.handrail.connector.RecordType.USER;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.RecordType;
import dev.handrail.salesforce.Field.Access;
import dev.handrail.salesforce.FieldRule.Choice;
import dev.handrail.salesforce.FieldRule.Day;
import dev.handrail.salesforce.FieldRule.Flag;
import dev.handrail.salesforce.FieldRule.Number;
import dev.handrail.salesforce.FieldRule.Reference;
import dev.handrail.salesforce.FieldRule.Text;
import dev.handrail.salesforce.FieldRule.Texts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A type of record as Salesforce has it: the table of names. */
final class SalesforceObject {

    static final String EXTERNAL_ID = "External_ID__c";

    /** Unique, and holds what no two of Handrail's records share: an open lead's or a contact's address. */
    static final String UNIQUE = "Handrail_Unique__c";

    static final String CONVERSION_KEY = "Handrail_Conversion_Key__c";

    /** A note is a task that is done, for notes of Salesforce's own have no custom fields. */
    static final String IS_NOTE = "Handrail_Note__c";

    static final String NOT_PROVIDED = "[not provided]";

    private static final Map<RecordType, SalesforceObject> OBJECTS = new EnumMap<>(RecordType.class);

    private final RecordType type;
    private final String name;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    static {
        List<Field> firmographics = List.of(
                text("industry", "Industry", 255),
                whole("founded", "Founded__c", 1000, 2100),
                text("headquarters", "Headquarters__c", 255),
                whole("employees", "NumberOfEmployees", 0, 99_999_999),
                amount("annualRevenue", "AnnualRevenue", 1_000_000_000_000_000L));
        List<Field> person = List.of(
                text("email", "Email", 80).asRequired(),
                text("firstName", "FirstName", 40),
                text("lastName", "LastName", 80).standingIn(NOT_PROVIDED),
                text("title", "Title", 128),
                text("phone", "Phone", 40),
                text("source", "LeadSource", 40));
        define(
                LEAD,
                "Lead",
                person,
                firmographics,
                List.of(
                        text("company", "Company", 255).standingIn(NOT_PROVIDED),
                        text("website", "Website", 255),
                        text("campaignId", "Campaign_ID__c", 64),
                        Field.of("status", "Status", choice(Vocabulary.LEAD_STATUS))
                                .asRequired(),
                        reference("ownerId", "OwnerId", USER).asRequired(),
                        whole("aiFitScore", "AI_Fit_Score__c", 0, 100),
                        Field.of("aiIntent", "AI_Intent__c", choice(Vocabulary.INTENT)),
                        Field.of("tags", "Tags__c", new Texts(80, 100)),
                        text("enrichmentSource", "Enrichment_Source__c", 80),
                        Field.of("enrichmentConfidence", "Enrichment_Confidence__c", new Number(0, 1, 4)),
                        converted("convertedContactId", "ConvertedContactId", CONTACT),
                        converted("convertedAccountId", "ConvertedAccountId", ACCOUNT),
                        converted("convertedOpportunityId", "ConvertedOpportunityId", OPPORTUNITY)));
        define(
                ACCOUNT,
                "Account",
                List.of(
                        text("name", "Name", 255).asRequired(),
                        text("domain", "Domain__c", 253),
                        text("website", "Website", 255)),
                firmographics);
        define(CONTACT, "Contact", List.of(reference("accountId", "AccountId", ACCOUNT)), person);
        define(
                OPPORTUNITY,
                "Opportunity",
                List.of(
                        text("name", "Name", 120).asRequired(),
                        reference("accountId", "AccountId", ACCOUNT),
                        reference("leadId", "Lead__c", LEAD),
                        reference("contactId", "ContactId", CONTACT).writable(Access.ONLY_AT_CREATION),
                        Field.of("stage", "StageName", choice(Vocabulary.STAGE)).asRequired(),
                        amount("amount", "Amount", 1_000_000_000_000L),
                        Field.of("closeDate", "CloseDate", new Day()).asRequired(),
                        text("campaignId", "Campaign_ID__c", 64),
                        text("source", "LeadSource", 40),
                        Field.of("aiConfidence", "AI_Confidence_Score__c", new Number(0, 1, 2))));
        List<Field> about = List.of(
                reference("leadId", "Lead__c", LEAD),
                Field.of("relatedToId", "WhatId", new Reference(Set.of(ACCOUNT, CONTACT, OPPORTUNITY))));
        define(
                TASK,
                "Task",
                List.of(
                        text("subject", "Subject", 255).asRequired(),
                        text("description", "Description", 32_000),
                        Field.of("status", "Status", choice(Vocabulary.TASK_STATUS))
                                .asRequired(),
                        Field.of("priority", "Priority", choice(Vocabulary.PRIORITY))
                                .asRequired(),
                        Field.of("dueDate", "ActivityDate", new Day()),
                        text("externalLeadId", "External_Lead_ID__c", 255)),
                about);
        define(NOTE, "Task", List.of(text("text", "Description", 32_000).asRequired()), about);
        define(CAMPAIGN, "Campaign", List.of(text("name", "Name", 80).asRequired()));
        define(
                USER,
                "User",
                List.of(
                        text("name", "Name", 121),
                        text("email", "Email", 128),
                        Field.of("active", "IsActive", new Flag())));
    }

    @SafeVarargs
    private SalesforceObject(RecordType type, String name, List<Field>... groups) {
        this.type = type;
        this.name = name;
        Stream.of(groups).flatMap(List::stream).forEach(field -> fields.put(field.name(), field));
    }

    static SalesforceObject of(RecordType type) {
        return Objects.requireNonNull(OBJECTS.get(type));
    }

    /** @throws CrmFailure NOT_SUPPORTED for what is only read */
    static SalesforceObject writable(RecordType type) {
        if (type == CAMPAIGN || type == USER) {
            throw new CrmFailure(Kind.NOT_SUPPORTED, "Campaigns and users are only read; change them in Salesforce");
        }
        return of(type);
    }

    RecordType type() {
        return type;
    }

    String name() {
        return name;
    }

    List<Field> fields() {
        return List.copyOf(fields.values());
    }

    Field field(String wanted) {
        Field field = fields.get(wanted);
        if (field == null) {
            throw new IllegalArgumentException("A %s has no field %s".formatted(type, wanted));
        }
        return field;
    }

    /** Handrail's name for one of Salesforce's. */
    Optional<String> named(String api) {
        return fields.values().stream()
                .filter(field -> field.api().equals(api))
                .map(Field::name)
                .findFirst();
    }

    boolean hasKeys() {
        return type != USER && type != CAMPAIGN;
    }

    boolean isActivity() {
        return type == TASK || type == NOTE;
    }

    /** Whether its address is unique among records of the type. */
    boolean hasUniqueAddress() {
        return type == LEAD || type == CONTACT;
    }

    /** All that is asked for when a record is read. */
    List<String> selected() {
        Set<String> names = new LinkedHashSet<>(List.of("Id", "SystemModstamp"));
        fields.values().forEach(field -> names.add(field.api()));
        if (hasKeys()) {
            names.add(EXTERNAL_ID);
        }
        switch (type) {
            case LEAD -> names.addAll(List.of("IsConverted", CONVERSION_KEY));
            case OPPORTUNITY -> names.add("CampaignId");
            case TASK, NOTE -> names.addAll(List.of("WhoId", IS_NOTE));
            default -> {}
        }
        return new ArrayList<>(names);
    }

    /** Whether the row is of this type and not of the other one that shares its object. */
    boolean holds(Row row) {
        return !isActivity() || row.is(IS_NOTE) == (type == NOTE);
    }

    @SafeVarargs
    private static void define(RecordType type, String name, List<Field>... groups) {
        OBJECTS.put(type, new SalesforceObject(type, name, groups));
    }

    private static Field text(String name, String api, int longest) {
        return Field.of(name, api, new Text(longest));
    }

    private static Field whole(String name, String api, long least, long most) {
        return Field.of(name, api, new Number(least, most, 0));
    }

    private static Field amount(String name, String api, long most) {
        return Field.of(name, api, new Number(0, most, 2));
    }

    private static Field reference(String name, String api, RecordType to) {
        return Field.of(name, api, new Reference(Set.of(to)));
    }

    private static Field converted(String name, String api, RecordType to) {
        return reference(name, api, to).writable(Access.NEVER);
    }

    private static Choice choice(Map<String, List<String>> names) {
        return new Choice(names);
    }
}
