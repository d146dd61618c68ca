package dev.handrail.query;

import java.util.List;
import java.util.stream.Collectors;

/** What is shown of the records of a table. */
record Shape(String table, List<String> columns) {

    static final Shape CONTACT = of(
            "contact",
            "first_name",
            "last_name",
            "email",
            "phone",
            "title",
            "source",
            "notes",
            "account_id",
            "deleted_at",
            "created_at");
    static final Shape ADDRESS =
            of("address", "contact_id", "label", "street", "city", "state", "postal_code", "country");
    static final Shape ATTRIBUTE = of("attribute", "contact_id", "name", "value", "created_at");
    static final Shape SERVICE = of("service", "name", "description", "minutes", "price", "active", "created_at");
    static final Shape TICKET = of(
            "ticket",
            "contact_id",
            "address_id",
            "technician_id",
            "status",
            "starts_at",
            "ends_at",
            "total",
            "notes",
            "cancel_reason",
            "created_at");
    static final Shape INVOICE = of(
            "invoice",
            "number",
            "contact_id",
            "ticket_id",
            "status",
            "currency",
            "subtotal",
            "tax",
            "total",
            "due_on",
            "sent_at",
            "paid_at",
            "payment_link",
            "notes",
            "void_reason",
            "created_at");
    static final Shape LEAD = of(
            "lead",
            "first_name",
            "last_name",
            "company",
            "email",
            "phone",
            "address",
            "property",
            "notes",
            "source",
            "status",
            "urgency",
            "follow_up_on",
            "tags",
            "ai_fit_score",
            "ai_intent",
            "converted_contact_id",
            "archived_at",
            "created_at");
    static final Shape MESSAGE =
            of("message", "contact_id", "channel", "recipient", "subject", "body", "status", "sent_at", "created_at");

    private static Shape of(String table, String... columns) {
        return new Shape(table, List.of(columns));
    }

    /** As {@code office_search} calls it. */
    String type() {
        return table;
    }

    String from() {
        return "office_" + table;
    }

    /** For a SELECT from the row {@code r}. */
    String selected() {
        return columns.stream().map(column -> "r." + column).collect(Collectors.joining(", ", "r.id, ", ""));
    }
}
