package dev.handrail.query;

import static dev.handrail.query.Filter.Ends.AFTER;
import static dev.handrail.query.Filter.Ends.BEFORE;
import static dev.handrail.query.Filter.Ends.BOTH;
import static dev.handrail.query.Filter.Ends.FROM;
import static dev.handrail.query.Filter.Ends.TO;

import dev.handrail.action.ActionRefused;
import dev.handrail.call.Refusal;
import dev.handrail.query.QueryType.Hidden;
import dev.handrail.query.Relation.Lines;
import dev.handrail.query.Relation.Many;
import dev.handrail.query.Relation.One;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code crm_query} can be asked for, by type. */
public final class QueryTypes {

    private static final Relation CUSTOMER = new One("customer", Shape.CONTACT, "contact_id");
    private static final Filter OF_CUSTOMER = Filter.reference("customer_id", "contact_id");

    private static final Map<String, QueryType> TYPES = new LinkedHashMap<>();

    static {
        type(new QueryType(
                "contacts",
                Shape.CONTACT,
                Optional.of(new Hidden("deleted", "r.deleted_at IS NOT NULL")),
                false,
                List.of(
                        Filter.place("city"),
                        Filter.place("state"),
                        Filter.text("source"),
                        Filter.flag("has_email", "r.email IS NOT NULL"),
                        Filter.flag("has_phone", "r.phone IS NOT NULL"),
                        Filter.moments("created", "created_at", BOTH),
                        Filter.moments("created_after", "created_at", AFTER),
                        Filter.moments("created_before", "created_at", BEFORE),
                        Filter.flag("deleted", "r.deleted_at IS NOT NULL")),
                Relation.of(
                        new Many("addresses", Shape.ADDRESS, "contact_id"),
                        new Many("attributes", Shape.ATTRIBUTE, "contact_id"),
                        new Many("tickets", Shape.TICKET, "contact_id"),
                        new Many("invoices", Shape.INVOICE, "contact_id"),
                        new Many("messages", Shape.MESSAGE, "contact_id"),
                        new Many("leads", Shape.LEAD, "converted_contact_id"))));
        type(new QueryType(
                "tickets",
                Shape.TICKET,
                Optional.empty(),
                true,
                List.of(
                        Filter.choice("status", "scheduled", "confirmed", "in_progress", "completed", "cancelled"),
                        Filter.moments("date", "starts_at", BOTH),
                        Filter.moments("from", "starts_at", FROM),
                        Filter.moments("to", "starts_at", TO),
                        OF_CUSTOMER,
                        Filter.reference("technician_id", "technician_id"),
                        Filter.reference("address_id", "address_id"),
                        Filter.atLeast("total_min", "total"),
                        Filter.atMost("total_max", "total")),
                Relation.of(new Lines("line_items"), CUSTOMER, new One("address", Shape.ADDRESS, "address_id"))));
        type(new QueryType(
                "services",
                Shape.SERVICE,
                Optional.empty(),
                false,
                List.of(
                        Filter.flag("active", "r.active"),
                        Filter.atLeast("price_min", "price"),
                        Filter.atMost("price_max", "price"),
                        Filter.atLeast("minutes_min", "minutes"),
                        Filter.atMost("minutes_max", "minutes")),
                Relation.of()));
        type(new QueryType(
                "invoices",
                Shape.INVOICE,
                Optional.empty(),
                true,
                List.of(
                        Filter.choice("status", "draft", "sent", "paid", "void"),
                        Filter.flagToday("overdue", "r.status = 'sent' AND r.due_on < :today"),
                        Filter.days("due", "due_on", BOTH),
                        Filter.days("due_after", "due_on", AFTER),
                        Filter.days("due_before", "due_on", BEFORE),
                        Filter.moments("created", "created_at", BOTH),
                        Filter.atLeast("total_min", "total"),
                        Filter.atMost("total_max", "total"),
                        Filter.reference("number", "number"),
                        Filter.reference("ticket_id", "ticket_id"),
                        OF_CUSTOMER),
                Relation.of(new Lines("line_items"), CUSTOMER, new One("ticket", Shape.TICKET, "ticket_id"))));
        type(new QueryType(
                "leads",
                Shape.LEAD,
                Optional.of(new Hidden("archived", "r.archived_at IS NOT NULL")),
                false,
                List.of(
                        Filter.choice("status", "New", "Working", "Nurture", "Qualified", "Disqualified"),
                        Filter.choice("urgency", "low", "medium", "high"),
                        Filter.text("source"),
                        Filter.days("follow_up", "follow_up_on", BOTH),
                        Filter.moments("created", "created_at", BOTH),
                        Filter.flag("converted", "r.converted_contact_id IS NOT NULL"),
                        Filter.flag("archived", "r.archived_at IS NOT NULL")),
                Relation.of(new One("customer", Shape.CONTACT, "converted_contact_id"))));
        type(new QueryType(
                "messages",
                Shape.MESSAGE,
                Optional.empty(),
                true,
                List.of(
                        Filter.choice("status", "queued", "sent", "failed"),
                        Filter.choice("channel", "email", "sms"),
                        Filter.moments("created", "created_at", BOTH),
                        OF_CUSTOMER),
                Relation.of(CUSTOMER)));
        type(new QueryType(
                "attributes",
                Shape.ATTRIBUTE,
                Optional.empty(),
                true,
                List.of(OF_CUSTOMER, Filter.text("name")),
                Relation.of(CUSTOMER)));
    }

    private QueryTypes() {}

    public static List<String> names() {
        return List.copyOf(TYPES.keySet());
    }

    /** @throws ActionRefused when there is no such type */
    public static List<String> filters(String type) {
        return of(type).filterNames();
    }

    /** @throws ActionRefused when there is no such type */
    public static List<String> includes(String type) {
        return of(type).includeNames();
    }

    static QueryType of(String name) {
        QueryType type = TYPES.get(name);
        if (type == null) {
            throw new ActionRefused(Refusal.INVALID_ARGUMENTS, "type is one of " + String.join(", ", names()));
        }
        return type;
    }

    private static void type(QueryType type) {
        TYPES.put(type.name(), type);
    }
}
