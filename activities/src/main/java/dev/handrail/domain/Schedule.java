package dev.handrail.domain;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is free when; runs in the transaction of the caller. */
final class Schedule {

    /** Times are offered on the half hour. */
    private static final Duration GRID = Duration.ofMinutes(30);

    private static final int DAYS_AHEAD = 60;

    private final JdbcClient jdbc;

    Schedule(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Technician(String id, String name) {}

    private record Busy(String technicianId, Instant startsAt, Instant endsAt) {}

    /**
     * Somebody who is free then, and stays so until the transaction ends: others who book the same people wait.
     *
     * @param technicianId null for whoever is free
     * @param exceptTicket the ticket that is moved; null for none
     */
    Optional<Slot> take(
            @Nullable String technicianId, Instant startsAt, Instant endsAt, @Nullable String exceptTicket) {
        List<Technician> technicians = technicians(technicianId, " FOR NO KEY UPDATE");
        List<Busy> busy = busy(technicians, startsAt, endsAt, exceptTicket);
        return free(technicians, busy, startsAt, endsAt);
    }

    /** The next times at which somebody is free within the opening hours, earliest first. */
    List<Slot> next(
            Business business,
            @Nullable String technicianId,
            Instant from,
            Duration length,
            @Nullable String exceptTicket,
            int most) {
        List<Technician> technicians = technicians(technicianId, "");
        LocalDate first = from.atZone(business.zone()).toLocalDate();
        Instant end = first.plusDays(DAYS_AHEAD).atStartOfDay(business.zone()).toInstant();
        List<Busy> busy = busy(technicians, from, end, exceptTicket);
        List<Slot> slots = new ArrayList<>();
        for (LocalDate day = first; day.isBefore(first.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
            for (Instant start : starts(business, day, length)) {
                if (!start.isBefore(from)) {
                    free(technicians, busy, start, start.plus(length)).ifPresent(slots::add);
                }
                if (slots.size() == most) {
                    return slots;
                }
            }
        }
        return slots;
    }

    private static List<Instant> starts(Business business, LocalDate day, Duration length) {
        List<Instant> starts = new ArrayList<>();
        if (business.openDays().contains(day.getDayOfWeek())) {
            ZonedDateTime closes = day.atTime(business.closes()).atZone(business.zone());
            for (LocalTime time = business.opens();
                    !time.isBefore(business.opens()) && time.isBefore(business.closes());
                    time = time.plus(GRID)) {
                ZonedDateTime start = day.atTime(time).atZone(business.zone());
                boolean exists = start.toLocalTime().equals(time);
                if (exists && !start.plus(length).isAfter(closes)) {
                    starts.add(start.toInstant());
                }
            }
        }
        return starts;
    }

    private static Optional<Slot> free(
            List<Technician> technicians, List<Busy> busy, Instant startsAt, Instant endsAt) {
        return technicians.stream()
                .filter(technician -> busy.stream()
                        .noneMatch(other -> other.technicianId().equals(technician.id())
                                && other.startsAt().isBefore(endsAt)
                                && other.endsAt().isAfter(startsAt)))
                .findFirst()
                .map(technician -> new Slot(technician.id(), technician.name(), startsAt, endsAt));
    }

    private List<Technician> technicians(@Nullable String id, String lock) {
        return jdbc.sql("""
                        SELECT id, name FROM office_user
                        WHERE tenant = current_tenant() AND removed_at IS NULL AND active
                          AND (CAST(:id AS text) IS NULL OR id = :id)
                        ORDER BY id""" + lock).param("id", id).query(Technician.class).list();
    }

    private List<Busy> busy(List<Technician> technicians, Instant from, Instant until, @Nullable String exceptTicket) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("technicians", technicians.stream().map(Technician::id).toArray(String[]::new));
        values.put("from", Timestamp.from(from));
        values.put("until", Timestamp.from(until));
        values.put("except", exceptTicket);
        return jdbc.sql("""
                        SELECT technician_id, starts_at, ends_at FROM office_ticket
                        WHERE tenant = current_tenant() AND removed_at IS NULL
                          AND status IN ('scheduled', 'confirmed', 'in_progress')
                          AND technician_id = ANY (:technicians) AND starts_at < :until AND ends_at > :from
                          AND id IS DISTINCT FROM CAST(:except AS text)
                        ORDER BY starts_at""")
                .params(values)
                .query((row, _) -> new Busy(
                        row.getString("technician_id"),
                        row.getTimestamp("starts_at").toInstant(),
                        row.getTimestamp("ends_at").toInstant()))
                .list();
    }
}
