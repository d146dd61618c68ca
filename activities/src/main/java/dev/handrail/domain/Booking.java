package dev.handrail.domain;

import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.call.Refusal;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules by which a time is taken. */
final class Booking {

    private static final int OFFERED = 3;
    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);

    private final Schedule schedule;
    private final Clock clock;

    Booking(Schedule schedule, Clock clock) {
        this.schedule = schedule;
        this.clock = clock;
    }

    /** @throws ActionRefused with the next free times when nobody is free then */
    Slot take(
            ActionScope scope,
            Business business,
            @Nullable String technicianId,
            Instant startsAt,
            Duration length,
            @Nullable String exceptTicket) {
        if (technicianId != null) {
            requireActive(scope.current(RecordType.USER, technicianId, "technicianId"));
        }
        if (startsAt.isBefore(clock.instant())) {
            throw new ActionRefused(Refusal.RULE_VIOLATED, "%s is in the past".formatted(words(startsAt, business)));
        }
        requireOpen(business, startsAt, length);
        return schedule.take(technicianId, startsAt, startsAt.plus(length), exceptTicket)
                .orElseThrow(() -> new ActionRefused(
                        Refusal.NOT_AVAILABLE,
                        "%s free at %s; the next free times are %s"
                                .formatted(
                                        technicianId == null ? "Nobody is" : "The technician is not",
                                        words(startsAt, business),
                                        offers(business, technicianId, startsAt, length, exceptTicket))));
    }

    private static void requireActive(CrmRecord technician) {
        if (!Boolean.TRUE.equals(technician.field("active"))) {
            throw new ActionRefused(
                    Refusal.RULE_VIOLATED,
                    "%s does not work here any more; send another technicianId, or none"
                            .formatted(technician.text("name").orElse("The technician")));
        }
    }

    private String offers(
            Business business,
            @Nullable String technicianId,
            Instant from,
            Duration length,
            @Nullable String exceptTicket) {
        String offers = schedule.next(business, technicianId, from, length, exceptTicket, OFFERED).stream()
                .map(slot -> "%s (%s)".formatted(words(slot.startsAt(), business), local(slot.startsAt(), business)))
                .collect(Collectors.joining(", "));
        return offers.isEmpty() ? "more than two months away" : offers;
    }

    private static void requireOpen(Business business, Instant startsAt, Duration length) {
        ZonedDateTime start = startsAt.atZone(business.zone());
        ZonedDateTime end = start.plus(length);
        boolean open = business.openDays().contains(start.getDayOfWeek())
                && !start.toLocalTime().isBefore(business.opens())
                && !end.isAfter(start.toLocalDate().atTime(business.closes()).atZone(business.zone()));
        if (!open) {
            throw new ActionRefused(
                    Refusal.RULE_VIOLATED,
                    "%s for %d minutes is outside the opening hours, %s to %s on %s"
                            .formatted(
                                    words(startsAt, business),
                                    length.toMinutes(),
                                    business.opens(),
                                    business.closes(),
                                    business.openDays().stream()
                                            .sorted()
                                            .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                                            .collect(Collectors.joining(", "))));
        }
    }

    private static String words(Instant at, Business business) {
        return WORDS.format(at.atZone(business.zone()));
    }

    static String local(Instant at, Business business) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(business.zone()));
    }
}
