package dev.handrail.domain;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.action.Effected;
import dev.handrail.call.Refusal;
import dev.handrail.connector.Change;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.tool.Category;
import dev.handrail.tool.Effect;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Undo;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tickets are appointments: who goes to which customer, when, for which services. */
final class TicketHandler implements DomainHandler {

    private static final long MINUTES_WHEN_NOTHING_IS_SAID = 60;
    private static final int OFFERED = 3;

    private static final States STATES = new States(Map.of(
            "scheduled", List.of("confirmed", "in_progress", "cancelled"),
            "confirmed", List.of("in_progress", "cancelled"),
            "in_progress", List.of("completed", "cancelled"),
            "completed", List.of(),
            "cancelled", List.of()));

    private final Schedule schedule;
    private final Booking booking;
    private final Businesses businesses;
    private final Clock clock;

    TicketHandler(Schedule schedule, Businesses businesses, Clock clock) {
        this.schedule = schedule;
        this.booking = new Booking(schedule, clock);
        this.businesses = businesses;
        this.clock = clock;
    }

    @Override
    public Category domain() {
        return Category.TICKET;
    }

    record Wanted(
            @JsonPropertyDescription("Customer") @Pattern(regexp = Ids.ID)
            String contactId,

            @JsonPropertyDescription("Where, one of the customer's addresses") @Pattern(regexp = Ids.ID) @Nullable
            String addressId,

            @JsonPropertyDescription("Start, with its offset, such as 2026-11-25T09:00:00-06:00")
            @Pattern(regexp = Ids.MOMENT)
            String startsAt,

            @JsonPropertyDescription("How long; what the services take when left out") @Min(5) @Max(1440) @Nullable
            Integer minutes,

            @JsonPropertyDescription("Who goes; whoever is free when left out") @Pattern(regexp = Ids.ID) @Nullable
            String technicianId,

            @JsonPropertyDescription("What is done there") @Size(min = 1, max = 50) @Nullable
            List<Lines.Ordered> services,

            @JsonPropertyDescription("Notes for the technician") @Size(min = 1, max = 32000) @Nullable
            String notes) {}

    @DomainAction(
            title = "Create ticket",
            value = "Books an appointment. When nobody is free then, the answer offers the next free times.",
            effect = Effect.APPEND,
            undo = Undo.COMPENSATABLE)
    Effected create(Wanted wanted, ActionScope scope) {
        ContactHandler.live(wanted.contactId(), scope);
        requireAddressOf(wanted, scope);
        Lines lines = Lines.of(wanted.services(), scope);
        Business business = businesses.of(scope.scope().tenant());
        Slot slot = booking.take(
                scope,
                business,
                wanted.technicianId(),
                moment(wanted.startsAt()),
                Duration.ofMinutes(
                        wanted.minutes() != null
                                ? wanted.minutes()
                                : lines.minutes() > 0 ? lines.minutes() : MINUTES_WHEN_NOTHING_IS_SAID),
                null);
        Map<String, Object> fields = Given.of(wanted, "services", "minutes");
        fields.putAll(times(slot));
        if (!lines.lines().isEmpty()) {
            fields.put("lines", lines.lines());
            fields.put("total", Lines.total(lines.lines()));
        }
        return told(scope.create(RecordType.TICKET, fields), slot, business);
    }

    record Moved(
            @JsonPropertyDescription("Ticket to move") @Pattern(regexp = Ids.ID)
            String ticketId,

            @JsonPropertyDescription("New start, with its offset") @Pattern(regexp = Ids.MOMENT)
            String startsAt,

            @JsonPropertyDescription("How long; as before when left out") @Min(5) @Max(1440) @Nullable
            Integer minutes,

            @JsonPropertyDescription("Who goes; the same technician, else whoever is free, when left out")
            @Pattern(regexp = Ids.ID)
            @Nullable
            String technicianId) {}

    @DomainAction(
            title = "Reschedule ticket",
            value = "Moves an appointment. The old time is kept until the new one is certain.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE)
    Effected reschedule(Moved moved, ActionScope scope) {
        CrmRecord ticket = scope.current(RecordType.TICKET, moved.ticketId(), "ticketId");
        if (!List.of("scheduled", "confirmed").contains(ticket.text("status").orElse(""))) {
            throw new ActionRefused(
                    Refusal.RULE_VIOLATED,
                    "A ticket that is %s cannot be moved; create another one"
                            .formatted(ticket.text("status").orElse("")));
        }
        Instant startsAt = moment(moved.startsAt());
        Duration length = moved.minutes() != null
                ? Duration.ofMinutes(moved.minutes())
                : Duration.between(Tickets.time(ticket, "startsAt"), Tickets.time(ticket, "endsAt"));
        String technician = moved.technicianId();
        String same = ticket.text("technicianId").orElse(null);
        if (technician == null
                && same != null
                && schedule.take(same, startsAt, startsAt.plus(length), ticket.id())
                        .isPresent()) {
            technician = same;
        }
        Business business = businesses.of(scope.scope().tenant());
        Slot slot = booking.take(scope, business, technician, startsAt, length, ticket.id());
        return told(scope.change(ticket, times(slot)), slot, business);
    }

    record Which(
            @JsonPropertyDescription("Ticket it is about") @Pattern(regexp = Ids.ID)
            String ticketId) {}

    @DomainAction(
            title = "Confirm ticket",
            value = "Notes that the customer confirmed the appointment.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE)
    Effected confirm(Which which, ActionScope scope) {
        return to("confirmed", which.ticketId(), Map.of(), scope);
    }

    @DomainAction(
            title = "Start ticket",
            value = "Notes that the work has begun.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE)
    Effected start(Which which, ActionScope scope) {
        return to("in_progress", which.ticketId(), Map.of(), scope);
    }

    @DomainAction(
            title = "Complete ticket",
            value = "Notes that the work is done; an invoice can be made of it then.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE)
    Effected complete(Which which, ActionScope scope) {
        return to("completed", which.ticketId(), Map.of(), scope);
    }

    record Cancelled(
            @JsonPropertyDescription("Ticket to cancel") @Pattern(regexp = Ids.ID)
            String ticketId,

            @JsonPropertyDescription("Why, for the customer's history") @Size(min = 1, max = 1000) @Nullable
            String reason) {}

    @DomainAction(
            title = "Cancel ticket",
            value = "Cancels an appointment and frees its time.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE,
            permission = Permission.SOFT_LIMIT)
    Effected cancel(Cancelled cancelled, ActionScope scope) {
        return to(
                "cancelled",
                cancelled.ticketId(),
                cancelled.reason() == null ? Map.of() : Map.of("cancelReason", cancelled.reason()),
                scope);
    }

    record Changed(
            @JsonPropertyDescription("Ticket to change") @Pattern(regexp = Ids.ID)
            String ticketId,

            @JsonPropertyDescription("Where, one of the customer's addresses") @Pattern(regexp = Ids.ID) @Nullable
            String addressId,

            @JsonPropertyDescription("All that is done there; replaces the services there are")
            @Size(min = 1, max = 50)
            @Nullable
            List<Lines.Ordered> services,

            @JsonPropertyDescription("Notes for the technician") @Size(max = 32000) @Nullable
            String notes) {}

    @DomainAction(
            title = "Update ticket",
            value = "Changes the address, services or notes of an appointment; its time is moved by reschedule.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE)
    Effected update(Changed changed, ActionScope scope) {
        CrmRecord ticket = scope.current(RecordType.TICKET, changed.ticketId(), "ticketId");
        Map<String, Object> fields = Given.of(changed, "ticketId", "services");
        if (changed.addressId() != null) {
            requireAddress(changed.addressId(), ticket.text("contactId").orElse(""), scope);
        }
        if (changed.services() != null) {
            Lines lines = Lines.of(changed.services(), scope);
            fields.put("lines", lines.lines());
            fields.put("total", Lines.total(lines.lines()));
        }
        return Effected.by(scope.change(ticket, fields));
    }

    record Search(
            @JsonPropertyDescription("Not before; now when left out") @Pattern(regexp = Ids.MOMENT) @Nullable
            String from,

            @JsonPropertyDescription("How long; 60 when left out") @Min(5) @Max(1440) @Nullable
            Integer minutes,

            @JsonPropertyDescription("Who goes; anybody when left out") @Pattern(regexp = Ids.ID) @Nullable
            String technicianId,

            @JsonPropertyDescription("How many times to answer; 3 when left out") @Min(1) @Max(20) @Nullable
            Integer limit) {}

    @DomainAction(
            title = "Find free times",
            value = "The next times within the opening hours at which somebody is free.",
            effect = Effect.READ,
            undo = Undo.NONE)
    Effected availability(Search search, ActionScope scope) {
        Business business = businesses.of(scope.scope().tenant());
        Instant now = clock.instant();
        Instant from = search.from() == null ? now : moment(search.from());
        List<Slot> slots = schedule.next(
                business,
                search.technicianId(),
                from.isBefore(now) ? now : from,
                Duration.ofMinutes(search.minutes() == null ? MINUTES_WHEN_NOTHING_IS_SAID : search.minutes()),
                null,
                search.limit() == null ? OFFERED : search.limit());
        return Effected.found(
                null,
                Map.of("free", slots.stream().map(slot -> shown(slot, business)).toList()));
    }

    private static void requireAddressOf(Wanted wanted, ActionScope scope) {
        if (wanted.addressId() != null) {
            requireAddress(wanted.addressId(), wanted.contactId(), scope);
        }
    }

    private static void requireAddress(String addressId, String contactId, ActionScope scope) {
        CrmRecord address = scope.current(RecordType.ADDRESS, addressId, "addressId");
        if (!address.text("contactId").orElse("").equals(contactId)) {
            throw new ActionRefused(
                    Refusal.RULE_VIOLATED, "addressId is an address of somebody else; send one of this customer's");
        }
    }

    private static Effected to(String status, String ticketId, Map<String, Object> more, ActionScope scope) {
        CrmRecord ticket = scope.current(RecordType.TICKET, ticketId, "ticketId");
        STATES.require(ticket, status);
        Map<String, Object> fields = new LinkedHashMap<>(more);
        fields.put("status", status);
        return Effected.by(scope.change(ticket, fields));
    }

    private static Effected told(Change change, Slot slot, Business business) {
        Map<String, Object> data = new LinkedHashMap<>(shown(slot, business));
        data.put("created", change.created());
        return Effected.by(change, data, List.of());
    }

    private static Map<String, Object> times(Slot slot) {
        return Map.of(
                "technicianId", slot.technicianId(),
                "startsAt", slot.startsAt().toString(),
                "endsAt", slot.endsAt().toString());
    }

    private static Map<String, Object> shown(Slot slot, Business business) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("startsAt", Booking.local(slot.startsAt(), business));
        shown.put("endsAt", Booking.local(slot.endsAt(), business));
        shown.put("technicianId", slot.technicianId());
        shown.put("technician", slot.technician());
        return shown;
    }

    /** @throws ActionRefused for a day the calendar does not have */
    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new ActionRefused(
                    Refusal.INVALID_ARGUMENTS,
                    "A time is written such as 2026-11-25T09:00:00-06:00, on a day there is");
        }
    }
}
