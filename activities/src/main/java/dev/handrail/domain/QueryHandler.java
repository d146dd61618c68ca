package dev.handrail.domain;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.handrail.action.ActionScope;
import dev.handrail.action.Effected;
import dev.handrail.query.CustomerSearch;
import dev.handrail.query.Queries;
import dev.handrail.query.Query;
import dev.handrail.tool.Category;
import dev.handrail.tool.Effect;
import dev.handrail.tool.Undo;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks records up. */
final class QueryHandler implements DomainHandler {

    private final Queries queries;
    private final CustomerSearch customers;
    private final Businesses businesses;

    QueryHandler(Queries queries, CustomerSearch customers, Businesses businesses) {
        this.queries = queries;
        this.customers = customers;
        this.businesses = businesses;
    }

    @Override
    public Category domain() {
        return Category.OFFICE;
    }

    enum Type {
        contacts,
        tickets,
        services,
        invoices,
        leads,
        messages,
        attributes
    }

    record Asked(
            @JsonPropertyDescription("Entity type to query") Type type,

            @JsonPropertyDescription("Get the one with this id") @Pattern(regexp = Ids.ID) @Nullable
            String id,

            @JsonPropertyDescription(
                    "Fuzzy search across name, email, phone, address and notes; of tickets, invoices and"
                            + " messages also those of the customer")
            @Size(min = 1, max = 200)
            @Nullable
            String search,

            @JsonPropertyDescription(
                    "Type-specific filters, such as {\"status\": \"scheduled\", \"date\": \"today\"} for"
                            + " tickets; crm_capabilities lists them")
            @Nullable
            Map<String, Object> filters,

            @JsonPropertyDescription("Relations to show, such as [\"addresses\"]; crm_capabilities lists them")
            @Size(max = 10)
            @Nullable
            List<String> include,

            @JsonPropertyDescription("How many at most; 20 when left out") @Min(1) @Max(Query.MAX_LIMIT) @Nullable
            Integer limit,

            @JsonPropertyDescription("next_cursor of the page before") @Size(min = 1, max = 200) @Nullable
            String cursor) {}

    @DomainAction(
            title = "Query the CRM",
            value =
                    "Lists contacts, tickets, services, invoices, leads, messages or attributes: by id, by fuzzy search, by"
                            + " filters, with relations, a page at a time. Amounts are in minor units, such as cents.",
            effect = Effect.READ,
            undo = Undo.NONE)
    Effected crmQuery(Asked asked, ActionScope scope) {
        String tenant = scope.scope().tenant();
        return Effected.found(
                null,
                queries.answer(
                        tenant,
                        new Query(
                                asked.type().name(),
                                asked.id(),
                                asked.search(),
                                asked.filters() == null ? Map.of() : asked.filters(),
                                asked.include() == null ? List.of() : asked.include(),
                                asked.limit() == null ? Query.DEFAULT_LIMIT : asked.limit(),
                                asked.cursor()),
                        businesses.of(tenant).zone()));
    }

    record Described(
            @JsonPropertyDescription("What is known: name, phone, address, \"elderly woman in Madison\"")
            @Size(min = 1, max = 300)
            String query,

            @JsonPropertyDescription("Also tickets, last visit and worth of each; false when left out")
            @JsonProperty("include_history")
            @Nullable
            Boolean includeHistory) {}

    @DomainAction(
            title = "Find customer",
            value = "Finds customers by anything known about them, such as a name, a phone number, a street, notes or"
                    + " attributes, and says why each matched. The best comes first; at most 10.",
            effect = Effect.READ,
            undo = Undo.NONE)
    Effected findCustomer(Described described, ActionScope scope) {
        String tenant = scope.scope().tenant();
        return Effected.found(
                null,
                customers.find(
                        tenant,
                        described.query(),
                        Boolean.TRUE.equals(described.includeHistory()),
                        businesses.of(tenant).zone()));
    }
}
