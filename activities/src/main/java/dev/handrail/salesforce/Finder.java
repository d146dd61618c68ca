package dev.handrail.salesforce;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.FieldValue;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Search;
import dev.handrail.connector.Unacceptable;
import dev.handrail.salesforce.FieldRule.Choice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds records by the value of a field, and accounts by their name. */
final class Finder {

    private static final int MOST_SEARCHED = 200;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");

    private final SalesforceApi api;

    Finder(SalesforceApi api) {
        this.api = api;
    }

    List<CrmRecord> find(Search search) {
        return find(List.of(search)).getFirst();
    }

    /** In one request, as long as one can hold them. */
    List<List<CrmRecord>> find(List<Search> searches) {
        Map<String, Inquiry> inquiries = new LinkedHashMap<>();
        searches.forEach(search -> inquiries.put("it" + inquiries.size(), inquiry(search)));
        Map<String, Answer> answers = ask(inquiries);
        return inquiries.entrySet().stream()
                .map(each -> each.getValue().read(Records.part(answers, each.getKey())))
                .toList();
    }

    private Map<String, Answer> ask(Map<String, Inquiry> inquiries) {
        Map<String, Inquiry> open = new LinkedHashMap<>(inquiries);
        open.values().removeIf(Nothing.class::isInstance);
        if (open.isEmpty()) {
            return Map.of();
        }
        Composite composite = api.composite();
        if (open.size() <= Composite.MOST_QUERIES && open.values().stream().allMatch(Query.class::isInstance)) {
            open.forEach((name, inquiry) -> composite.query(name, ((Query) inquiry).soql));
            return api.send(composite);
        }
        Map<String, Answer> answers = new HashMap<>();
        Batch batch = api.batch();
        for (Map.Entry<String, Inquiry> each : open.entrySet()) {
            if (batch.isFull()) {
                answers.putAll(api.send(batch));
                batch = api.batch();
            }
            each.getValue().addTo(batch, each.getKey());
        }
        answers.putAll(api.send(batch));
        return answers;
    }

    /** What is asked of Salesforce, and how its answer is understood. */
    private sealed interface Inquiry {

        void addTo(Batch batch, String name);

        /** @throws CrmFailure when Salesforce did not answer; that is not the same as finding nothing */
        List<CrmRecord> read(Answer answer);
    }

    private record Query(SalesforceObject object, Soql soql) implements Inquiry {

        @Override
        public void addTo(Batch batch, String name) {
            batch.query(name, soql);
        }

        @Override
        public List<CrmRecord> read(Answer answer) {
            return result(object, answer);
        }
    }

    private record Words(SalesforceObject object, Sosl sosl, UnaryOperator<Stream<CrmRecord>> choice)
            implements Inquiry {

        @Override
        public void addTo(Batch batch, String name) {
            batch.search(name, sosl);
        }

        @Override
        public List<CrmRecord> read(Answer answer) {
            return choice.apply(records(object, answer, "searchRecords")).toList();
        }
    }

    /** There can be no such record. */
    private record Nothing() implements Inquiry {

        @Override
        public void addTo(Batch batch, String name) {}

        @Override
        public List<CrmRecord> read(Answer answer) {
            return List.of();
        }
    }

    private static Inquiry inquiry(Search search) {
        return switch (search) {
            case Search.ByField by -> byField(by);
            case Search.AccountsLike like -> accountsLike(like);
        };
    }

    private static Inquiry byField(Search.ByField by) {
        SalesforceObject object = SalesforceObject.of(by.type());
        Field field = object.field(by.field());
        if (!field.rule().filterable()) {
            return longText(object, field, by);
        }
        return condition(object, field, by.value())
                .<Inquiry>map(condition -> new Query(object, oldest(object, condition, by.limit())))
                .orElseGet(Nothing::new);
    }

    static Soql oldest(SalesforceObject object, Soql.Condition condition, int limit) {
        Soql soql = Soql.select(object.name(), object.selected()).where(condition);
        if (object.isActivity()) {
            soql.where(Soql.equal(SalesforceObject.IS_NOTE, object.type() == RecordType.NOTE));
        }
        return soql.ascending("CreatedDate").ascending("Id").limit(limit);
    }

    static List<CrmRecord> result(SalesforceObject object, Answer answer) {
        return records(object, answer, "records").toList();
    }

    private static Stream<CrmRecord> records(SalesforceObject object, Answer answer, String list) {
        if (!answer.ok()) {
            throw answer.failure(object, List.of(), false);
        }
        if (!(answer.row().get(list) instanceof List<?>)) {
            throw ErrorTable.unanswered(false, null);
        }
        return answer.row().rows(list).stream().filter(object::holds).map(row -> Shape.record(object, row));
    }

    /** Empty when no record can have such a value. */
    private static Optional<Soql.Condition> condition(SalesforceObject object, Field field, String value) {
        return switch (field.rule()) {
            case Choice choice -> Optional.of(Soql.in(field.api(), choices(choice, value)));
            case FieldRule.Number number ->
                FieldValue.decimal(value.strip())
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
    private static Inquiry longText(SalesforceObject object, Field field, Search.ByField by) {
        Sosl sosl = new Sosl(Sosl.Scope.ALL, object.name(), object.selected(), MOST_SEARCHED)
                .orPhrase(Sosl.words(by.value()));
        return sosl.isEmpty()
                ? new Nothing()
                : new Words(
                        object,
                        sosl,
                        found -> found.filter(record -> has(record.field(field.name()), by.value()))
                                .sorted(Comparator.comparing(CrmRecord::id))
                                .limit(by.limit()));
    }

    private static boolean has(@Nullable Object found, String value) {
        return found instanceof List<?> texts
                ? texts.stream().anyMatch(text -> value.equalsIgnoreCase(String.valueOf(text)))
                : value.equalsIgnoreCase(String.valueOf(found));
    }

    private static Inquiry accountsLike(Search.AccountsLike like) {
        SalesforceObject account = SalesforceObject.of(RecordType.ACCOUNT);
        Sosl sosl = AccountNames.search(account, like.name());
        return sosl.isEmpty()
                ? new Nothing()
                : new Words(
                        account,
                        sosl,
                        found -> found.map(record -> new Candidate(
                                        record,
                                        AccountNames.likeness(
                                                like.name(), record.text("name").orElse(""))))
                                .filter(candidate -> AccountNames.alike(candidate.likeness))
                                .sorted(Comparator.comparingDouble(Candidate::likeness)
                                        .reversed())
                                .limit(like.limit())
                                .map(Candidate::account));
    }

    private record Candidate(CrmRecord account, double likeness) {}
}
