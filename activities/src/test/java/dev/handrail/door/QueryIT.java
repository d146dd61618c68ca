package dev.handrail.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code crm_query} through the door, on real tables: filters, relations, pages. */
class QueryIT extends QueryScenario {

    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final LocalDate DAY = openDay();

    private String garcia = "";
    private String home = "";
    private String cleaning = "";

    @BeforeEach
    void aCustomer() {
        garcia = made(
                "contact_create",
                Map.of(
                        "firstName",
                        "Ana",
                        "lastName",
                        "García",
                        "email",
                        "ana@example.com",
                        "phone",
                        "+1 608 555 0134"));
        home = made(
                "contact_add_address",
                Map.of("contactId", garcia, "street", "456 Oak Street", "city", "Madison", "state", "WI"));
        cleaning = made("service_create", Map.of("name", "Screen cleaning", "minutes", 60, "price", 15_000));
    }

    @Test
    void filtersContacts() {
        String other = made("contact_create", Map.of("lastName", "Weber", "source", "referral"));

        assertThat(ids("contacts", Map.of("city", "madison"))).containsExactly(garcia);
        assertThat(ids("contacts", Map.of("state", "wi"))).containsExactly(garcia);
        assertThat(ids("contacts", Map.of("source", "Referral"))).containsExactly(other);
        assertThat(ids("contacts", Map.of("has_email", true))).containsExactly(garcia);
        assertThat(ids("contacts", Map.of("has_phone", false))).containsExactly(other);
        assertThat(ids("contacts", Map.of("created", "today"))).containsExactly(other, garcia);
        assertThat(ids("contacts", Map.of("created_after", "yesterday"))).containsExactly(other, garcia);
        assertThat(ids("contacts", Map.of("created_after", "today"))).isEmpty();
        assertThat(ids("contacts", Map.of("created_before", "today"))).isEmpty();
    }

    @Test
    void leavesDeletedContactsAndWhatIsTheirsOutUntilAsked() {
        String gone = made("contact_create", Map.of("lastName", "Gone"));
        String pet = made("contact_add_attribute", Map.of("contactId", gone, "name", "pet", "value", "dog"));
        assertThat(ids("attributes", Map.of())).containsExactly(pet);
        made("contact_delete", Map.of("contactId", gone));

        assertThat(ids("contacts", Map.of())).containsExactly(garcia);
        assertThat(ids("attributes", Map.of())).isEmpty();
        assertThat(ids("contacts", Map.of("deleted", true))).containsExactly(gone);
        assertThat(ids("contacts", Map.of("deleted", false))).containsExactly(garcia);
        assertThat(items(Map.of("type", "contacts", "id", gone)).getFirst()).containsKey("deletedAt");
    }

    @Test
    void filtersTicketsAndShowsThemInTheOrderOfTheDay() {
        String late = book("14:00");
        String early = book("09:00");
        made("ticket_confirm", Map.of("ticketId", early));
        Object technician =
                items(Map.of("type", "tickets", "id", early)).getFirst().get("technicianId");

        assertThat(ids("tickets", Map.of("date", DAY.toString()))).containsExactly(early, late);
        assertThat(ids("tickets", Map.of("date", DAY.plusDays(1).toString()))).isEmpty();
        assertThat(ids("tickets", Map.of("date", Map.of("from", "today", "to", DAY.toString()))))
                .containsExactly(early, late);
        assertThat(ids("tickets", Map.of("date", "after " + DAY.minusDays(1)))).containsExactly(early, late);
        assertThat(ids("tickets", Map.of("from", DAY.toString()))).containsExactly(early, late);
        assertThat(ids("tickets", Map.of("to", DAY.minusDays(1).toString()))).isEmpty();
        assertThat(ids("tickets", Map.of("status", "confirmed"))).containsExactly(early);
        assertThat(ids("tickets", Map.of("status", List.of("confirmed", "scheduled"))))
                .containsExactly(early, late);
        assertThat(ids("tickets", Map.of("contactId", garcia))).containsExactly(early, late);
        assertThat(ids("tickets", Map.of("customer_id", "003nobody"))).isEmpty();
        assertThat(ids("tickets", Map.of("technician_id", technician))).contains(early);
        assertThat(ids("tickets", Map.of("address_id", home))).containsExactly(early, late);
        assertThat(ids("tickets", Map.of("total_min", 15_001))).isEmpty();
        assertThat(ids("tickets", Map.of("total_max", 15_000))).containsExactly(early, late);
        assertThat(ids("tickets", Map.of("date", DAY.toString(), "search", "Garcia")))
                .containsExactlyInAnyOrder(early, late);
        assertThat(items(Map.of("type", "tickets", "id", early)).getFirst())
                .containsEntry("startsAt", at("09:00"))
                .containsEntry("total", 15_000L);
    }

    @Test
    void filtersInvoices() {
        String invoice = made("invoice_create", Map.of("ticketId", book("09:00"), "dueDays", 14));
        made("invoice_send", Map.of("invoiceId", invoice));
        String due = LocalDate.now(ZONE).plusDays(14).toString();

        assertThat(ids("invoices", Map.of("status", "sent"))).containsExactly(invoice);
        assertThat(ids("invoices", Map.of("overdue", true))).isEmpty();
        assertThat(ids("invoices", Map.of("overdue", false))).containsExactly(invoice);
        assertThat(ids("invoices", Map.of("due", due))).containsExactly(invoice);
        assertThat(ids("invoices", Map.of("due_after", due))).isEmpty();
        assertThat(ids("invoices", Map.of("due_before", due))).isEmpty();
        assertThat(ids("invoices", Map.of("due_after", "today"))).containsExactly(invoice);
        assertThat(ids("invoices", Map.of("created", "today"))).containsExactly(invoice);
        assertThat(ids("invoices", Map.of("total_min", 15_000, "total_max", 15_000)))
                .containsExactly(invoice);
        assertThat(ids("invoices", Map.of("number", "1001"))).containsExactly(invoice);
        assertThat(ids("invoices", Map.of("customer_id", garcia))).containsExactly(invoice);
        database.ownerJdbc()
                .sql("UPDATE office_invoice SET due_on = current_date - 40 WHERE id = ?")
                .param(invoice)
                .update();
        assertThat(ids("invoices", Map.of("overdue", true))).containsExactly(invoice);
        Map<String, Object> shown = items(Map.of(
                        "type", "invoices", "id", invoice, "include", List.of("line_items", "customer", "ticket")))
                .getFirst();
        assertThat(item(shown, "customer")).containsEntry("id", garcia);
        assertThat(item(shown, "ticket")).containsEntry("id", shown.get("ticketId"));
        assertThat(items(shown, "line_items").getFirst()).containsEntry("serviceId", cleaning);
        assertThat(ids("invoices", Map.of("ticket_id", shown.get("ticketId")))).containsExactly(invoice);
    }

    @Test
    void filtersLeadsServicesMessagesAndAttributes() {
        String lead = made(
                "lead_create",
                Map.of("firstName", "Martha", "urgency", "high", "followUpOn", DAY.toString(), "source", "phone_call"));
        assertThat(ids("leads", Map.of("status", "new"))).containsExactly(lead);
        assertThat(ids("leads", Map.of("urgency", List.of("high", "low")))).containsExactly(lead);
        assertThat(ids("leads", Map.of("source", "phone_call"))).containsExactly(lead);
        assertThat(ids("leads", Map.of("follow_up", DAY.toString()))).containsExactly(lead);
        assertThat(ids("leads", Map.of("follow_up", LocalDate.now(ZONE) + ".." + DAY)))
                .containsExactly(lead);
        assertThat(ids("leads", Map.of("follow_up", "yesterday"))).isEmpty();
        assertThat(ids("leads", Map.of("converted", true))).isEmpty();
        assertThat(ids("leads", Map.of("created", "today"))).containsExactly(lead);
        made("lead_archive", Map.of("leadId", lead));
        assertThat(ids("leads", Map.of())).isEmpty();
        assertThat(ids("leads", Map.of("archived", true))).containsExactly(lead);

        assertThat(ids("services", Map.of("active", true, "price_min", 100, "price_max", 15_000)))
                .containsExactly(cleaning);
        assertThat(ids("services", Map.of("minutes_min", 61))).isEmpty();
        assertThat(ids("services", Map.of("minutes_max", 60, "search", "screen")))
                .containsExactly(cleaning);

        String message = made("message_send", Map.of("contactId", garcia, "channel", "sms", "body", "See you soon"));
        assertThat(ids(
                        "messages",
                        Map.of("status", "queued", "channel", "sms", "customer_id", garcia, "created", "today")))
                .containsExactly(message);
        assertThat(found("messages", "see you")).containsExactly(message);
        assertThat(item(
                        items(Map.of("type", "messages", "include", List.of("customer")))
                                .getFirst(),
                        "customer"))
                .containsEntry("lastName", "García");

        String gate = made("contact_add_attribute", Map.of("contactId", garcia, "name", "gate_code", "value", "4711"));
        assertThat(ids("attributes", Map.of("name", "gate_code", "customer_id", garcia)))
                .containsExactly(gate);
        assertThat(found("attributes", "4711")).containsExactly(gate);
    }

    @Test
    void showsRelationsOfAWholePage() {
        String ticket = book("09:00");
        String invoice = made("invoice_create", Map.of("ticketId", ticket));
        made("contact_add_attribute", Map.of("contactId", garcia, "name", "pet", "value", "poodle"));
        made("message_send", Map.of("contactId", garcia, "channel", "email", "subject", "Hi", "body", "See you"));
        made("contact_create", Map.of("lastName", "Weber"));

        List<Map<String, Object>> contacts = items(Map.of(
                "type",
                "contacts",
                "include",
                List.of("addresses", "tickets", "invoices", "attributes", "messages", "leads")));
        Map<String, Object> shown = contacts.getLast();
        assertThat(items(shown, "addresses").getFirst())
                .containsEntry("city", "Madison")
                .doesNotContainKey("ofRecord");
        assertThat(items(shown, "tickets").getFirst()).containsEntry("id", ticket);
        assertThat(items(shown, "invoices").getFirst()).containsEntry("id", invoice);
        assertThat(items(shown, "attributes").getFirst()).containsEntry("value", "poodle");
        assertThat(items(shown, "messages")).hasSize(1);
        assertThat(items(contacts.getFirst(), "addresses")).isEmpty();
        assertThat(items(contacts.getFirst(), "leads")).isEmpty();
        Map<String, Object> withAll = items(
                        Map.of("type", "tickets", "include", List.of("line_items", "customer", "address")))
                .getFirst();
        assertThat(items(withAll, "line_items").getFirst()).containsEntry("unitPrice", 15_000);
        assertThat(item(withAll, "customer")).containsEntry("id", garcia);
        assertThat(item(withAll, "address")).containsEntry("street", "456 Oak Street");
    }

    @Test
    void namesWhatThereIsInsteadOfWhatThereIsNot() {
        assertThat(refusal(Map.of("type", "tickets", "filters", Map.of("colour", "red"))))
                .startsWith("tickets have no filter \"colour\"; there is status, date, from, to, customer_id");
        assertThat(refusal(Map.of("type", "tickets", "include", List.of("invoices"))))
                .isEqualTo("tickets have no include \"invoices\"; there is line_items, customer, address");
        assertThat(refusal(Map.of("type", "tickets", "filters", Map.of("status", "done"))))
                .isEqualTo(
                        "The filter status takes one or a list of scheduled, confirmed, in_progress, completed, cancelled");
        assertThat(refusal(Map.of("type", "tickets", "filters", Map.of("date", "whenever"))))
                .contains("this week");
        assertThat(refusal(Map.of("type", "contacts", "id", "003nobody")))
                .isEqualTo("id names none of these contacts; look it up with search");
        assertThat(refusal(Map.of("type", "contacts", "limit", 101))).contains("limit");
    }

    @Test
    void pagesThroughAllWhileOthersAreAddedWithoutARepeatOrALoss() {
        contacts(tenant, 1, 150);
        contacts(tenant, 151, 249);

        Set<Object> before = new HashSet<>();
        List<Object> seen = new ArrayList<>();
        Map<String, Object> asked = new LinkedHashMap<>(Map.of("type", "contacts", "limit", 40));
        Map<String, Object> page = query(asked);
        for (int added = 1000; page.containsKey("next_cursor"); added += 5) {
            items(page, "items").forEach(item -> seen.add(item.get("id")));
            contacts(tenant, added, added + 4);
            asked.put("cursor", page.get("next_cursor"));
            page = query(asked);
        }
        items(page, "items").forEach(item -> seen.add(item.get("id")));

        before.add(garcia);
        for (int n = 1; n < 250; n++) {
            before.add("P%08d".formatted(n));
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(250).containsAll(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Person", "Persom"})
    void pagesThroughASearch(String words) {
        contacts(tenant, 1, 130);

        List<Object> seen = new ArrayList<>();
        Map<String, Object> asked = new LinkedHashMap<>(Map.of("type", "contacts", "search", words, "limit", 50));
        Map<String, Object> page = query(asked);
        for (int added = 1000; page.containsKey("next_cursor"); added += 5) {
            items(page, "items").forEach(item -> seen.add(item.get("id")));
            contacts(tenant, added, added + 4);
            asked.put("cursor", page.get("next_cursor"));
            page = query(asked);
        }
        items(page, "items").forEach(item -> seen.add(item.get("id")));

        assertThat(seen).doesNotHaveDuplicates().hasSize(130);
    }

    @Test
    void takesACursorOnlyForItsOwnQuery() {
        contacts(tenant, 1, 3);
        String cursor = (String) query(Map.of("type", "contacts", "limit", 2)).get("next_cursor");

        assertThat(items(Map.of("type", "contacts", "limit", 100, "cursor", cursor)))
                .hasSize(2);
        assertThat(refusal(Map.of("type", "leads", "cursor", cursor))).startsWith("cursor is not one that this query");
        assertThat(refusal(Map.of("type", "contacts", "filters", Map.of("city", "Madison"), "cursor", cursor)))
                .startsWith("cursor is not one that this query");
        assertThat(refusal(Map.of("type", "contacts", "search", "Person", "cursor", cursor)))
                .startsWith("cursor is not one that this query");
    }

    private String book(String time) {
        return made(
                "ticket_create",
                Map.of(
                        "contactId",
                        garcia,
                        "addressId",
                        home,
                        "startsAt",
                        at(time),
                        "services",
                        List.of(Map.of("serviceId", cleaning))));
    }

    private static String at(String time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                DAY.atTime(LocalTime.parse(time)).atZone(ZONE));
    }

    private static LocalDate openDay() {
        LocalDate day = LocalDate.now(ZONE).plusDays(7);
        return day.getDayOfWeek() == java.time.DayOfWeek.SUNDAY ? day.plusDays(1) : day;
    }
}
