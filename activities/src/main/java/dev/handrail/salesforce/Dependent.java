package dev.handrail.salesforce;

import dev.handrail.connector.RecordType;
import java.util.List;

/** A field by which records of another object point at a record. */
record Dependent(String object, String field) {

    static List<Dependent> on(RecordType type) {
        return switch (type) {
            case LEAD ->
                List.of(
                        new Dependent("Task", "WhoId"),
                        new Dependent("Task", "Lead__c"),
                        new Dependent("Opportunity", "Lead__c"));
            case ACCOUNT ->
                List.of(
                        new Dependent("Contact", "AccountId"),
                        new Dependent("Opportunity", "AccountId"),
                        new Dependent("Task", "WhatId"),
                        new Dependent("Lead", "ConvertedAccountId"));
            case CONTACT ->
                List.of(
                        new Dependent("Opportunity", "ContactId"),
                        new Dependent("Task", "WhoId"),
                        new Dependent("Lead", "ConvertedContactId"));
            case OPPORTUNITY ->
                List.of(new Dependent("Task", "WhatId"), new Dependent("Lead", "ConvertedOpportunityId"));
            default -> List.of();
        };
    }

    Soql query(String id) {
        return Soql.select(object, List.of("Id")).where(Soql.equal(field, id)).limit(1);
    }

    @Override
    public String toString() {
        return object + "." + field;
    }
}
