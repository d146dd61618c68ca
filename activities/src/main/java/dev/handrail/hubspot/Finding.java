package dev.handrail.hubspot;

import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.connector.Search.AccountsLike;
import dev.handrail.connector.Search.ByField;
import dev.handrail.connector.Unacceptable;
import dev.handrail.hubspot.Bodies.Filter;
import dev.handrail.hubspot.Bodies.FilterGroup;
import dev.handrail.hubspot.Bodies.Owner;
import dev.handrail.hubspot.Bodies.Search;
import dev.handrail.hubspot.Bodies.Sort;
import dev.handrail.hubspot.Bodies.Stored;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds records. By e-mail address and domain through unique properties, which answer at once; by anything else through
 * the search, which sees a change some seconds after it was made.
 */
final class Finding {

    /** As many as one call asks for the companies of. */
    private static final int LONGEST_PAGE = 100;

    /** HubSpot takes so many groups of filters in a search. */
    private static final int MOST_GROUPS = 5;

    private static final int CANDIDATES = 50;
    private static final int LONGEST_VALUE = 1_000;

    private final HubSpotClient client;
    private final HubSpotRecords records;

    Finding(HubSpotClient client, HubSpotRecords records) {
        this.client = client;
        this.records = records;
    }

    List<CrmRecord> find(Scope scope, RecordType type, String name, String value, int limit) {
        if (type == RecordType.USER) {
            return users(scope).stream()
                    .filter(user ->
                            user.text(name).filter(value::equalsIgnoreCase).isPresent())
                    .limit(limit)
                    .toList();
        }
        Mapping mapping = records.mapping(type);
        Field field = mapping.field(name);
        Optional<Object> wanted = searched(field, value);
        if (wanted.isEmpty()) {
            return List.of();
        }
        if (name.equals("email")) {
            return records.storedBy(scope, mapping, "email", wanted.get().toString()).stream()
                    .map(stored -> records.record(mapping, stored))
                    .limit(limit)
                    .toList();
        }
        if (name.equals("domain")) {
            Optional<CrmRecord> known = client.readBy(
                            scope,
                            mapping,
                            Mapping.DOMAIN_KEY,
                            wanted.get().toString().toLowerCase(Locale.ROOT))
                    .map(stored -> records.record(mapping, stored))
                    .filter(record -> matches(record, field, value, wanted.get()));
            if (known.isPresent() && limit == 1) {
                return List.of(known.get());
            }
        }
        return bySearch(scope, mapping, field, value, wanted.get(), limit);
    }

    private List<CrmRecord> bySearch(
            Scope scope, Mapping mapping, Field field, String value, Object wanted, int limit) {
        int most = Math.min(LONGEST_PAGE, field.kind() instanceof Kind.Lines ? LONGEST_PAGE : limit);
        return search(scope, mapping, List.of(filter(field, wanted)), most).stream()
                .filter(record -> matches(record, field, value, wanted))
                .limit(limit)
                .toList();
    }

    List<CrmRecord> searchAccounts(Scope scope, String name, int limit) {
        Mapping mapping = records.mapping(RecordType.ACCOUNT);
        List<Filter> filters = filters(tokens(mapping, name));
        return filters.isEmpty()
                ? List.of()
                : mostAlike(search(scope, mapping, filters, CANDIDATES).stream(), name, limit);
    }

    /**
     * Those of a domain and those alike in name, in one request. An account that Handrail made a moment ago may not be
     * among them; making it again is refused, since its domain is unique.
     */
    List<List<CrmRecord>> accounts(Scope scope, ByField by, AccountsLike like) {
        Mapping mapping = records.mapping(RecordType.ACCOUNT);
        Field field = mapping.field("domain");
        Object domain = searched(field, by.value()).orElse(null);
        List<String> tokens = tokens(mapping, like.name());
        if (domain == null || tokens.isEmpty()) {
            return List.of(
                    find(scope, RecordType.ACCOUNT, "domain", by.value(), by.limit()),
                    searchAccounts(scope, like.name(), like.limit()));
        }
        List<Filter> filters = new ArrayList<>(filters(tokens.subList(0, Math.min(tokens.size(), MOST_GROUPS - 1))));
        filters.addFirst(filter(field, domain));
        List<CrmRecord> found = search(scope, mapping, filters, CANDIDATES);
        List<CrmRecord> ofDomain = found.stream()
                .filter(record -> matches(record, field, by.value(), domain))
                .toList();
        boolean mayBeCutOff = found.size() == CANDIDATES && ofDomain.size() < by.limit();
        Stream<CrmRecord> alike = found.stream()
                .filter(record -> !ofDomain.contains(record)
                        || CompanyNames.hasOneOf(tokens, record.text("name").orElse("")));
        return List.of(
                mayBeCutOff
                        ? bySearch(scope, mapping, field, by.value(), domain, by.limit())
                        : ofDomain.stream().limit(by.limit()).toList(),
                mostAlike(alike, like.name(), like.limit()));
    }

    private static List<String> tokens(Mapping mapping, String name) {
        return searched(mapping.field("name"), name)
                .map(Object::toString)
                .map(CompanyNames::tokens)
                .orElse(List.of());
    }

    private static List<Filter> filters(List<String> tokens) {
        return tokens.stream()
                .map(token -> new Filter("name", "CONTAINS_TOKEN", token + "*", null))
                .toList();
    }

    private static List<CrmRecord> mostAlike(Stream<CrmRecord> accounts, String name, int limit) {
        return accounts.sorted(Comparator.comparingDouble((CrmRecord account) -> CompanyNames.similarity(
                                name, account.text("name").orElse("")))
                        .reversed())
                .limit(limit)
                .toList();
    }

    Optional<CrmRecord> user(Scope scope, String id) {
        if (!Kind.Reference.isId(id)) {
            return Optional.empty();
        }
        return client.owner(scope, id, false)
                .or(() -> client.owner(scope, id, true))
                .map(Finding::user);
    }

    private List<CrmRecord> users(Scope scope) {
        return Stream.of(false, true)
                .flatMap(archived -> client.owners(scope, archived).stream())
                .map(Finding::user)
                .toList();
    }

    private static CrmRecord user(Owner owner) {
        Map<String, Object> fields = new LinkedHashMap<>();
        String name = Stream.of(owner.firstName(), owner.lastName())
                .flatMap(Stream::ofNullable)
                .filter(part -> !part.isEmpty())
                .reduce((first, last) -> first + " " + last)
                .orElse("");
        if (!name.isEmpty()) {
            fields.put("name", name);
        }
        if (owner.email() != null) {
            fields.put("email", owner.email());
        }
        fields.put("active", !owner.archived());
        return new CrmRecord(new Ref(RecordType.USER, owner.id()), owner.archived() ? "archived" : "active", fields);
    }

    /** @param filters of which one has to fit */
    private List<CrmRecord> search(Scope scope, Mapping mapping, List<Filter> filters, int limit) {
        List<Stored> found = client.search(
                        scope,
                        mapping,
                        new Search(
                                filters.stream()
                                        .map(filter -> new FilterGroup(List.of(filter)))
                                        .toList(),
                                List.of(new Sort(mapping.created(), "ASCENDING")),
                                mapping.properties(),
                                limit))
                .all();
        Map<String, String> companies = companies(scope, mapping, found);
        return found.stream()
                .map(stored -> records.record(mapping, stored, companies.get(stored.id())))
                .toList();
    }

    private Map<String, String> companies(Scope scope, Mapping mapping, List<Stored> found) {
        Map<String, String> companies = new HashMap<>();
        if (mapping.hasPrimaryCompany() && !found.isEmpty()) {
            var links = client.companies(
                            scope, mapping, found.stream().map(Stored::id).toList())
                    .results();
            if (links != null) {
                links.forEach(link -> link.primary()
                        .ifPresent(company -> companies.put(link.from().id(), company)));
            }
        }
        return companies;
    }

    private static Filter filter(Field field, Object wanted) {
        String property = field.property();
        if (property == null) {
            return new Filter("associations.company", "EQ", wanted.toString(), null);
        }
        return switch (field.kind()) {
            case Kind.Day day -> {
                List<String> bounds = day.bounds(wanted);
                yield new Filter(property, "BETWEEN", bounds.getFirst(), bounds.getLast());
            }
            case Kind.Lines lines ->
                new Filter(
                        property, "CONTAINS_TOKEN", lines.write(List.of(wanted)).replace('*', ' '), null);
            case Kind.Text _, Kind.Email _, Kind.Formatted _, Kind.Choice _, Kind.Numeric _, Kind.Reference _ ->
                new Filter(property, "EQ", field.kind().write(wanted), null);
        };
    }

    private static boolean matches(CrmRecord record, Field field, String value, Object wanted) {
        return switch (field.kind()) {
            case Kind.Lines _ ->
                record.field(field.name()) instanceof List<?> texts
                        && texts.stream().anyMatch(text -> text.toString().equalsIgnoreCase(value));
            case Kind.Numeric _, Kind.Day _, Kind.Reference _ -> wanted.equals(record.field(field.name()));
            case Kind.Text _, Kind.Email _, Kind.Formatted _, Kind.Choice _ ->
                record.text(field.name()).filter(value::equalsIgnoreCase).isPresent();
        };
    }

    /** Empty for what no record can have. */
    private static Optional<Object> searched(Field field, String value) {
        if (value.length() > LONGEST_VALUE || value.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(accepted(field, value));
        } catch (Unacceptable | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static @Nullable Object accepted(Field field, String value) {
        return switch (field.kind()) {
            case Kind.Numeric numeric -> numeric.accept(new BigDecimal(value));
            case Kind.Lines lines -> new Kind.Text(lines.longest()).accept(value);
            case Kind.Choice choice ->
                Stream.concat(choice.stored().keySet().stream(), choice.further().stream())
                        .filter(value::equalsIgnoreCase)
                        .findFirst()
                        .orElse(null);
            case Kind.Text _, Kind.Email _, Kind.Formatted _, Kind.Day _, Kind.Reference _ ->
                field.kind().accept(value);
        };
    }
}
