package dev.handrail.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.Status;
import dev.handrail.call.Refusal;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoResult;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.limit.LimitRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The actions of the office's domains, through the door with everything real behind it. */
class OfficeActionsIT extends DoorScenario {

    private static final ZoneId ZONE = ZoneId.of("America/Chicago");

    private String garcia = "";
    private String cleaning = "";
    private String technician = "";

    @BeforeEach
    void anOffice() throws IOException {
        door = doorWith(
                Files.readString(Path.of("../workflows/src/main/resources/policy.yaml")), LimitRules.defaults());
        database.tenants()
                .run(
                        tenant,
                        () -> database.jdbc()
                                .sql("SELECT office_prepare(current_tenant())")
                                .query((_, _) -> true)
                                .list());
        technician = "005Hr0000000001IAA";
        garcia = made("contact_create", Map.of("firstName", "Ana", "lastName", "Garcia", "email", "ana@example.com"));
        cleaning = made("service_create", Map.of("name", "Screen cleaning", "minutes", 60, "price", 15_000));
    }

    @Test
    void booksMovesAndCompletesAnAppointment() {
        CallResult booked = run(
                "ticket_create",
                Map.of(
                        "contactId", garcia,
                        "startsAt", monday("15:30"),
                        "services", List.of(Map.of("serviceId", cleaning, "quantity", 2))));

        assertThat(booked.status()).as(String.valueOf(booked.message())).isEqualTo(Status.SUCCEEDED);
        assertThat(booked.data()).containsEntry("startsAt", monday("15:30")).containsEntry("endsAt", monday("17:30"));
        assertThat(ticket(booked).fields()).containsEntry("total", 30_000).containsEntry("status", "scheduled");

        String id = booked.crmRecordId();
        CallResult moved = run("ticket_reschedule", Map.of("ticketId", id, "startsAt", monday("09:00")));
        assertThat(moved.data()).containsEntry("endsAt", monday("11:00"));
        assertThat(run("ticket_confirm", Map.of("ticketId", id)).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run("ticket_start", Map.of("ticketId", id)).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run("ticket_complete", Map.of("ticketId", id)).status()).isEqualTo(Status.SUCCEEDED);
        CallResult again = run("ticket_cancel", Map.of("ticketId", id));
        assertThat(again.code()).isEqualTo(Refusal.RULE_VIOLATED.code());
        assertThat(again.message()).isEqualTo("This ticket is completed and stays so");
    }

    @Test
    void offersOtherTimesWhenTheTechnicianIsTaken() {
        book(monday("09:00"));

        CallResult refused = run(
                "ticket_create",
                Map.of("contactId", garcia, "startsAt", monday("09:30"), "technicianId", technician, "minutes", 60));

        assertThat(refused.code()).isEqualTo(Refusal.NOT_AVAILABLE.code());
        assertThat(refused.message())
                .startsWith("The technician is not free at")
                .contains("the next free times are")
                .contains(monday("10:00"));
        assertThat(run("ticket_create", Map.of("contactId", garcia, "startsAt", monday("09:30"), "minutes", 60))
                        .status())
                .as("somebody else is free")
                .isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void refusesTimesOutsideTheOpeningHoursAndInThePast() {
        assertThat(run("ticket_create", Map.of("contactId", garcia, "startsAt", monday("17:30"), "minutes", 60))
                        .message())
                .contains("outside the opening hours, 08:00 to 18:00");
        assertThat(run("ticket_create", Map.of("contactId", garcia, "startsAt", "2020-01-06T09:00:00-06:00"))
                        .message())
                .contains("is in the past");
    }

    @Test
    void neverBooksATimeTwiceHoweverManyTry() throws Exception {
        List<ToolCall> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            calls.add(call(
                    "flow/race" + i,
                    "ticket_create",
                    Map.of("contactId", garcia, "startsAt", monday("13:00"), "technicianId", technician),
                    "race" + i,
                    true));
        }
        List<CallResult> results = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<CallResult> result : threads.invokeAll(calls.stream()
                    .map(call -> (java.util.concurrent.Callable<CallResult>) () -> run(call))
                    .toList())) {
                results.add(result.get());
            }
        }

        assertThat(results.stream().filter(result -> result.status() == Status.SUCCEEDED))
                .hasSize(1);
        assertThat(results.stream().filter(result -> result.status() != Status.SUCCEEDED))
                .allSatisfy(result -> assertThat(result.code()).isEqualTo(Refusal.NOT_AVAILABLE.code()));
    }

    @Test
    void undoesWhatWasBookedAndMoved() {
        ToolCall create = call("ticket_create", Map.of("contactId", garcia, "startsAt", monday("09:00")));
        String id = Objects.requireNonNull(run(create).crmRecordId());
        ToolCall move = call("ticket_reschedule", Map.of("ticketId", id, "startsAt", monday("11:00")));
        run(move);

        assertThat(undo(move).status()).isEqualTo(UndoResult.Status.UNDONE);
        assertThat(read(RecordType.TICKET, id).text("startsAt").orElseThrow())
                .isEqualTo(java.time.OffsetDateTime.parse(monday("09:00"))
                        .toInstant()
                        .toString());
        assertThat(undo(create).status()).isEqualTo(UndoResult.Status.UNDONE);
        assertThat(office.read(scope(), new Ref(RecordType.TICKET, id))).isEmpty();
    }

    @Test
    void invoicesATicketOnceWithTaxAndConsecutiveNumbers() {
        database.tenants()
                .run(
                        tenant,
                        () -> database.jdbc()
                                .sql("INSERT INTO office_business (tenant, tax_percent) VALUES (current_tenant(), 5.5)"
                                        + " ON CONFLICT (tenant) DO UPDATE SET tax_percent = 5.5")
                                .update());
        String first = invoice(book(monday("09:00")));
        String second = invoice(book(tuesday("09:00")));

        CrmRecord invoice = read(RecordType.INVOICE, first);
        assertThat(invoice.fields())
                .containsEntry("subtotal", 15_000)
                .containsEntry("tax", 825)
                .containsEntry("total", 15_825)
                .containsEntry("currency", "USD");
        assertThat(number(second)).isEqualTo(number(first) + 1);
        CallResult again = run(
                "invoice_create", Map.of("ticketId", invoice.text("ticketId").orElseThrow(), "dueDays", 14));
        assertThat(again.code()).isEqualTo(Refusal.ALREADY_EXISTS.code());
        assertThat(again.message()).contains(first);
    }

    @Test
    void voidingAPaidInvoiceWaitsForAPerson() {
        String invoice = invoice(book(monday("09:00")));
        assertThat(run("invoice_void", Map.of("invoiceId", invoice)).status()).isEqualTo(Status.SUCCEEDED);

        String paid = invoice(book(monday("11:00")));
        run("invoice_send", Map.of("invoiceId", paid));
        run("invoice_mark_paid", Map.of("invoiceId", paid));
        CallResult asks = run("invoice_void", Map.of("invoiceId", paid));

        assertThat(asks.status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        assertThat(asks.authorization().reason()).contains("was paid");
    }

    @Test
    void deletingACustomerWithHistorySaysInWordsAndMoneyWhatIsLost() {
        book(monday("09:00"));
        book(tuesday("10:00"));

        CallResult asks = run("contact_delete", Map.of("contactId", garcia));

        assertThat(asks.status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        assertThat(asks.authorization().reason()).isEqualTo("Customer has 2 tickets worth “$300”");
        String nobody = made("contact_create", Map.of("lastName", "Nobody"));
        assertThat(run("contact_delete", Map.of("contactId", nobody)).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run("contact_update", Map.of("contactId", nobody, "title", "Dr"))
                        .message())
                .isEqualTo("This contact was deleted; restore it first (contact, restore)");
        assertThat(run("contact_restore", Map.of("contactId", nobody)).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void leadsAndContactsNeedNoEmailAddress() {
        String martha = made("lead_create", Map.of("firstName", "Martha", "address", "456 Oak Street, Madison"));
        String other = made("lead_create", Map.of("firstName", "Mary", "urgency", "high", "followUpOn", "2027-01-04"));

        assertThat(martha).isNotEqualTo(other);
        assertThat(run("lead_set_status", Map.of("leadId", martha, "status", "Qualified"))
                        .status())
                .isEqualTo(Status.SUCCEEDED);
        assertThat(run("lead_create", Map.of("notes", "Somebody called")).code())
                .isEqualTo(Refusal.INVALID_ARGUMENTS.code());
        ToolCall withoutReasoning = new ToolCall(
                "flow/silent",
                tenant,
                "agent",
                "lead_archive",
                Map.of("leadId", martha),
                "silent",
                true,
                "s",
                null,
                null,
                null);
        assertThat(run(withoutReasoning).code()).isEqualTo(Refusal.REASONING_REQUIRED.code());
    }

    @Test
    void aMessageGoesToTheContactsOwnAddress() {
        String message = made(
                "message_send", Map.of("contactId", garcia, "channel", "email", "subject", "Hello", "body", "See you"));

        assertThat(read(RecordType.MESSAGE, message).fields())
                .containsEntry("recipient", "ana@example.com")
                .containsEntry("status", "queued");
        assertThat(run("message_send", Map.of("contactId", garcia, "channel", "sms", "body", "See you"))
                        .message())
                .isEqualTo("This contact has no phone number; add one first (contact, update)");
    }

    private String book(String startsAt) {
        return made(
                "ticket_create",
                Map.of(
                        "contactId", garcia,
                        "startsAt", startsAt,
                        "technicianId", technician,
                        "services", List.of(Map.of("serviceId", cleaning))));
    }

    private String invoice(String ticket) {
        return made("invoice_create", Map.of("ticketId", ticket));
    }

    private long number(String invoice) {
        return Long.parseLong(read(RecordType.INVOICE, invoice).text("number").orElseThrow());
    }

    private String made(String tool, Map<String, Object> arguments) {
        CallResult result = run(tool, new LinkedHashMap<>(arguments));
        assertThat(result.status()).as(String.valueOf(result.message())).isEqualTo(Status.SUCCEEDED);
        return Objects.requireNonNull(result.crmRecordId());
    }

    private CrmRecord ticket(CallResult booked) {
        return read(RecordType.TICKET, Objects.requireNonNull(booked.crmRecordId()));
    }

    private CrmRecord read(RecordType type, String id) {
        return office.read(scope(), new Ref(type, id)).orElseThrow();
    }

    private Scope scope() {
        return new Scope(tenant, "test", "test");
    }

    private static String monday(String time) {
        return at(DayOfWeek.MONDAY, time);
    }

    private static String tuesday(String time) {
        return at(DayOfWeek.TUESDAY, time);
    }

    private static String at(DayOfWeek day, String time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(LocalDate.now(ZONE)
                .plusDays(7)
                .with(TemporalAdjusters.nextOrSame(day))
                .atTime(LocalTime.parse(time))
                .atZone(ZONE));
    }
}
