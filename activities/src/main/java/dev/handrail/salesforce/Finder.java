package dev.handrail.salesforce;

import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.salesforce.FieldRule.Choice;
import dev.handrail.salesforce.FieldRule.Unacceptable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds records by the value of a field, and accounts by their name. */
final class Finder {

    private static final int MOST_SEARCHED = 200;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");

    private final SalesforceApi api;

    Finder(SalesforceApi api) {
        this.api = api;
    }

    List<CrmRecord> find(RecordType type, String name, String value, int limit) {
        SalesforceObject object = SalesforceObject.of(type);
        Field field = object.field(name);
        if (!field.rule().filterable()) {
            return searched(object, field, value, limit);
        }
        return condition(object, field, value)
                .map(condition -> query(object, condition, limit))
                .orElse(List.of());
    }

    List<CrmRecord> query(SalesforceObject object, Soql.Condition condition, int limit) {
        return result(
                object, Records.part(api.send(api.composite().query("it", oldest(object, condition, limit))), "it"));
    }

    static Soql oldest(SalesforceObject object, Soql.Condition condition, int limit) {
        Soql soql = Soql.select(object.name(), object.selected()).where(condition);
        if (object.isActivity()) {
            soql.where(Soql.equal(SalesforceObject.IS_NOTE, object.type() == RecordType.NOTE));
        }
        return soql.ascending("CreatedDate").ascending("Id").limit(limit);
    }

    static List<CrmRecord> result(SalesforceObject object, Answer answer) {
        if (!answer.ok()) {
            throw answer.failure(object, List.of(), false);
        }
        return answer.records().stream().map(row -> Shape.record(object, row)).toList();
    }

    /** Empty when no record can have such a value. */
    private static Optional<Soql.Condition> condition(SalesforceObject object, Field field, String value) {
        return switch (field.rule()) {
            case Choice choice -> Optional.of(Soql.in(field.api(), choices(choice, value)));
            case FieldRule.Number number ->
                FieldRule.Number.decimal(value.strip())
                        .filter(decimal -> decimal.precision() - decimal.scale() <= 18)
                        .map(decimal -> Soql.equal(field.api(), decimal));
            case FieldRule.Flag _ -> Optional.of(Soql.equal(field.api(), Boolean.parseBoolean(value)));
            case FieldRule.Day _, FieldRule.Reference _, FieldRule.Text _, FieldRule.Texts _ ->
                accepted(field, value).map(accepted -> condition(object, field, accepted));
        };
    }

    private static Optional<Object> accepted(Field field, String value) {
        try {
            return Optional.ofNullable(field.rule().accept(value));
        } catch (Unacceptable _) {
            return Optional.empty();
        }
    }

    private static Soql.Condition condition(SalesforceObject object, Field field, Object accepted) {
        String text = accepted.toString();
        return switch (object.type() + "." + field.name()) {
            case "ACCOUNT.domain" -> domain(text);
            case "OPPORTUNITY.campaignId" ->
                RecordIds.full(RecordType.CAMPAIGN, text)
                        .map(id -> Soql.equal("CampaignId", id))
                        .orElseGet(() -> Soql.equal(field.api(), text));
            case "TASK.leadId", "NOTE.leadId" -> Soql.any(Soql.equal("Lead__c", text), Soql.equal("WhoId", text));
            case "TASK.relatedToId", "NOTE.relatedToId" ->
                Soql.any(Soql.equal("WhatId", text), Soql.equal("WhoId", text));
            default -> Soql.equal(field.api(), Changes.literal(field, text));
        };
    }

    /** By the field of its own or, for accounts that people made, by the website, which they write in many ways. */
    static Soql.Condition domain(String domain) {
        if (!HOST.matcher(domain).matches()) {
            return Soql.equal("Domain__c", domain);
        }
        List<String> websites = new ArrayList<>();
        for (String scheme : List.of("", "https://", "http://")) {
            for (String www : List.of("", "www.")) {
                websites.add(scheme + www + domain);
                websites.add(scheme + www + domain + "/");
            }
        }
        return Soql.any(Soql.equal("Domain__c", domain), Soql.in("Website", websites));
    }

    private static List<String> choices(Choice choice, String value) {
        return choice.names().entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(value))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of(value));
    }

    /** SOQL cannot compare long texts, so those are searched for and compared here. */
    private List<CrmRecord> searched(SalesforceObject object, Field field, String value, int limit) {
        Sosl sosl =
                new Sosl(Sosl.Scope.ALL, object.name(), object.selected(), MOST_SEARCHED).orPhrase(Sosl.words(value));
        if (sosl.isEmpty()) {
            return List.of();
        }
        return api.search(sosl).stream()
                .filter(object::holds)
                .map(row -> Shape.record(object, row))
                .filter(record -> has(record.field(field.name()), value))
                .sorted(Comparator.comparing(CrmRecord::id))
                .limit(limit)
                .toList();
    }

    private static boolean has(@Nullable Object found, String value) {
        return found instanceof List<?> texts
                ? texts.stream().anyMatch(text -> value.equalsIgnoreCase(String.valueOf(text)))
                : value.equalsIgnoreCase(String.valueOf(found));
    }

    List<CrmRecord> searchAccounts(String name, int limit) {
        SalesforceObject account = SalesforceObject.of(RecordType.ACCOUNT);
        Sosl sosl = AccountNames.search(account, name);
        if (sosl.isEmpty()) {
            return List.of();
        }
        return api.search(sosl).stream()
                .map(row -> Shape.record(account, row))
                .map(record -> new Candidate(
                        record, AccountNames.likeness(name, record.text("name").orElse(""))))
                .filter(candidate -> AccountNames.alike(candidate.likeness))
                .sorted(Comparator.comparingDouble(Candidate::likeness).reversed())
                .limit(limit)
                .map(Candidate::account)
                .toList();
    }

    private record Candidate(CrmRecord account, double likeness) {}
}
