package dev.handrail.domain;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.action.Effected;
import dev.handrail.call.NextCall;
import dev.handrail.call.Refusal;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.errand.Steps;
import dev.handrail.tool.Category;
import dev.handrail.tool.Effect;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Undo;
import dev.handrail.when.Day;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Seed 002's second layer. Each method only reads and plans: it answers the calls to make, which the errand's workflow
 * makes one by one, each through the door, and takes back when one of them cannot be made.
 */
final class Errands implements DomainHandler {

    private static final long MINUTES_WHEN_NOTHING_IS_SAID = 60;
    private static final int OFFERED = 3;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final Customers customers;
    private final Schedule schedule;
    private final Tickets tickets;
    private final Businesses businesses;
    private final Clock clock;

    Errands(Customers customers, Schedule schedule, Tickets tickets, Businesses businesses, Clock clock) {
        this.customers = customers;
        this.schedule = schedule;
        this.tickets = tickets;
        this.businesses = businesses;
        this.clock = clock;
    }

    @Override
    public Category domain() {
        return Category.OFFICE;
    }

    record Appointment(
            @JsonProperty("customer_identifier")
            @JsonPropertyDescription("Customer: name, phone number, e-mail address or id")
            @Size(min = 1, max = 254)
            String customer,

            @JsonProperty("address_identifier")
            @JsonPropertyDescription("Where: the address's label (Home), street or id")
            @Size(min = 1, max = 254)
            @Nullable
            String address,

            @JsonProperty("requested_date")
            @JsonPropertyDescription("Day: YYYY-MM-DD, tomorrow, next Monday")
            @Size(min = 1, max = 100)
            String date,

            @JsonProperty("requested_time")
            @JsonPropertyDescription("Time: morning, afternoon, 9am, 9:00-11:00; the first free one when left out")
            @Size(min = 1, max = 100)
            @Nullable
            String time,

            @JsonPropertyDescription("Names or ids of services") @Size(min = 1, max = 20) @Nullable
            List<String> services,

            @JsonProperty("duration_estimate_minutes")
            @JsonPropertyDescription("How long; what the services take when left out")
            @Min(5)
            @Max(1440)
            @Nullable
            Integer minutes,

            @JsonPropertyDescription("Notes for the technician") @Size(min = 1, max = 32000) @Nullable
            String notes,

            @JsonProperty("send_confirmation")
            @JsonPropertyDescription("Whether to write to the customer; true when left out")
            @Nullable
            Boolean confirm) {}

    @DomainAction(
            title = "Schedule appointment",
            value = "Finds the customer and a free time, books it and confirms it to the customer. Asks back when the"
                    + " customer, the date or a service is not certain.",
            effect = Effect.APPEND,
            undo = Undo.COMPENSATABLE)
    Effected scheduleAppointment(Appointment wanted, ActionScope scope) {
        Business business = businesses.of(scope.scope().tenant());
        CrmRecord customer = customers.find(wanted.customer(), scope);
        List<CrmRecord> services = tickets.services(wanted.services(), scope);
        Day day = new Dates(business, clock.instant()).day("requested_date", wanted.date(), wanted.time());
        Duration length = length(wanted.minutes(), services);
        Instant start = free(business, day, length, null);
        Map<String, Object> ticket = new LinkedHashMap<>();
        ticket.put("contactId", customer.id());
        if (wanted.address() != null) {
            ticket.put(
                    "addressId",
                    tickets.address(customer, wanted.address(), scope).id());
        }
        ticket.put("startsAt", Booking.local(start, business));
        ticket.put("minutes", length.toMinutes());
        if (!services.isEmpty()) {
            ticket.put(
                    "services",
                    services.stream()
                            .map(service -> Map.of("serviceId", service.id()))
                            .toList());
        }
        if (wanted.notes() != null) {
            ticket.put("notes", wanted.notes());
        }
        Plan plan = new Plan().step("ticket_create", ticket).say("customer", Customers.name(customer));
        if (!Boolean.FALSE.equals(wanted.confirm())) {
            plan.message(
                    customer,
                    "Your appointment",
                    "You have an appointment on %s, %s to %s. %s"
                            .formatted(
                                    DAY.format(start.atZone(business.zone())),
                                    TIME.format(start.atZone(business.zone())),
                                    TIME.format(start.plus(length).atZone(business.zone())),
                                    business.name()));
        }
        return plan.effected();
    }

    record Reschedule(
            @JsonProperty("ticket_id")
            @JsonPropertyDescription("Ticket, or the customer whose next appointment it is")
            @Size(min = 1, max = 254)
            String ticket,

            @JsonProperty("new_date") @JsonPropertyDescription("New day") @Size(min = 1, max = 100)
            String date,

            @JsonProperty("new_time")
            @JsonPropertyDescription("New time; the same when left out")
            @Size(min = 1, max = 100)
            @Nullable
            String time,

            @JsonPropertyDescription("Why, for the record") @Size(min = 1, max = 1000) @Nullable
            String reason) {}

    @DomainAction(
            title = "Handle reschedule request",
            value =
                    "Finds the appointment, moves it to a time that is free and tells the customer. The old time is kept"
                            + " until the new one is certain.",
            effect = Effect.APPEND,
            undo = Undo.REVERSIBLE)
    Effected handleRescheduleRequest(Reschedule wanted, ActionScope scope) {
        Business business = businesses.of(scope.scope().tenant());
        CrmRecord ticket = tickets.meant(wanted.ticket(), business, scope);
        Instant oldStart = Tickets.time(ticket, "startsAt");
        Duration length = Duration.between(oldStart, Tickets.time(ticket, "endsAt"));
        LocalTime before = oldStart.atZone(business.zone()).toLocalTime();
        Day day = new Dates(business, clock.instant())
                .day("new_date", wanted.date(), wanted.time() == null ? TIME.format(before) : wanted.time());
        Instant start = free(business, day, length, ticket.id());
        CrmRecord customer =
                scope.current(RecordType.CONTACT, ticket.text("contactId").orElseThrow(), "contactId");
        return new Plan()
                .step("ticket_reschedule", Map.of("ticketId", ticket.id(), "startsAt", Booking.local(start, business)))
                .say("customer", Customers.name(customer))
                .say("old", Map.of("startsAt", Booking.local(oldStart, business)))
                .message(
                        customer,
                        "Your appointment was moved",
                        "Your appointment was moved to %s, %s to %s. %s"
                                .formatted(
                                        DAY.format(start.atZone(business.zone())),
                                        TIME.format(start.atZone(business.zone())),
                                        TIME.format(start.plus(length).atZone(business.zone())),
                                        business.name()))
                .effected();
    }

    private static Duration length(@Nullable Integer minutes, List<CrmRecord> services) {
        if (minutes != null) {
            return Duration.ofMinutes(minutes);
        }
        long booked = services.stream()
                .mapToLong(service -> Lines.number(service.field("minutes")))
                .sum();
        return Duration.ofMinutes(booked > 0 ? booked : MINUTES_WHEN_NOTHING_IS_SAID);
    }

    record Billed(
            @JsonProperty("ticket_id") @JsonPropertyDescription("Ticket to invoice") @Pattern(regexp = Ids.ID)
            String ticketId,

            @JsonProperty("include_payment_link")
            @JsonPropertyDescription("Whether the customer gets a link to pay online; true when left out")
            @Nullable
            Boolean paymentLink,

            @JsonPropertyDescription("Words for the customer") @Size(min = 1, max = 4000) @Nullable
            String notes,

            @JsonProperty("due_days")
            @JsonPropertyDescription("Days to pay it; 30 when left out")
            @Min(0)
            @Max(365)
            @Nullable
            Integer dueDays) {}

    @DomainAction(
            title = "Send invoice",
            value = "Makes an invoice of a ticket and sends it to the customer.",
            effect = Effect.APPEND,
            undo = Undo.COMPENSATABLE,
            permission = Permission.SOFT_LIMIT)
    Effected sendInvoice(Billed billed, ActionScope scope) {
        Business business = businesses.of(scope.scope().tenant());
        CrmRecord ticket = scope.current(RecordType.TICKET, billed.ticketId(), "ticket_id");
        CrmRecord customer =
                scope.current(RecordType.CONTACT, ticket.text("contactId").orElseThrow(), "contactId");
        long subtotal = Lines.total(ticket.field("lines"));
        String total = Money.words(subtotal + Money.tax(subtotal, business.taxPercent()), business.currency());
        Map<String, Object> invoice = new LinkedHashMap<>();
        invoice.put("ticketId", ticket.id());
        if (billed.notes() != null) {
            invoice.put("notes", billed.notes());
        }
        if (billed.dueDays() != null) {
            invoice.put("dueDays", billed.dueDays());
        }
        Plan plan = new Plan()
                .step("invoice_create", invoice)
                .step("invoice_send", Map.of("invoiceId", Steps.recordOf(1)))
                .say("total_amount", total)
                .message(
                        customer,
                        "Your invoice",
                        "Thank you. Your invoice comes to %s. %s".formatted(total, business.name()));
        if (!Boolean.FALSE.equals(billed.paymentLink())) {
            plan.warn("No payment link: paying online is not set up here");
        }
        return plan.effected();
    }

    /** @throws ActionRefused with other times when none within what was said is free */
    private Instant free(Business business, Day day, Duration length, @Nullable String exceptTicket) {
        LocalTime from = day.hours() == null ? business.opens() : day.hours().from();
        boolean exact = day.hours() != null && day.hours().to() == null;
        LocalTime until = exact
                ? from
                : day.hours() == null ? business.closes() : day.hours().to();
        Instant first = later(day.date().atTime(from).atZone(business.zone()).toInstant(), clock.instant());
        Instant last = day.date()
                .atTime(until == null ? from : until)
                .atZone(business.zone())
                .toInstant();
        if (exact) {
            return first;
        }
        List<Slot> slots = schedule.next(business, null, first, length, exceptTicket, OFFERED);
        return slots.stream()
                .map(Slot::startsAt)
                .filter(start -> !start.plus(length).isAfter(last))
                .findFirst()
                .orElseThrow(() -> new ActionRefused(
                        Refusal.NOT_AVAILABLE,
                        "Nobody is free for %d minutes on %s between %s and %s; the next free times are %s"
                                .formatted(
                                        length.toMinutes(),
                                        day.date(),
                                        from,
                                        until,
                                        slots.stream()
                                                .map(slot -> Booking.local(slot.startsAt(), business))
                                                .collect(Collectors.joining(", ")))));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** The calls to make, and what the caller is told besides. */
    static final class Plan {

        private final List<NextCall> steps = new ArrayList<>();
        private final Map<String, Object> data = new LinkedHashMap<>();
        private final List<String> warnings = new ArrayList<>();

        Plan step(String tool, Map<String, Object> arguments) {
            steps.add(new NextCall(tool, arguments));
            return this;
        }

        Plan say(String name, Object value) {
            data.put(name, value);
            return this;
        }

        Plan warn(String warning) {
            warnings.add(warning);
            return this;
        }

        /** By e-mail, else by SMS, else not at all. */
        Plan message(CrmRecord customer, String subject, String body) {
            if (customer.text("email").isEmpty() && customer.text("phone").isEmpty()) {
                return warn("No message: this customer has neither an e-mail address nor a phone number");
            }
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("contactId", customer.id());
            message.put("channel", customer.text("email").isPresent() ? "email" : "sms");
            message.put("subject", subject);
            message.put("body", body);
            return step("message_send", message);
        }

        Effected effected() {
            data.put(Steps.STEPS, Steps.planned(steps));
            return new Effected(null, null, data, warnings);
        }
    }
}
