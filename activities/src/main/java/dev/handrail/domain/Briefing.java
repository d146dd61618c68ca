package dev.handrail.domain;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.handrail.action.ActionScope;
import dev.handrail.action.Effected;
import dev.handrail.tool.Category;
import dev.handrail.tool.Effect;
import dev.handrail.tool.Undo;
import jakarta.validation.constraints.Size;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a day brings. */
final class Briefing implements DomainHandler {

    private static final int DAYS_NEW = 7;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Businesses businesses;
    private final Clock clock;

    Briefing(JdbcClient jdbc, Businesses businesses, Clock clock) {
        this.jdbc = jdbc;
        this.businesses = businesses;
        this.clock = clock;
    }

    @Override
    public Category domain() {
        return Category.OFFICE;
    }

    record Wanted(
            @JsonPropertyDescription("Day; today when left out") @Size(min = 1, max = 100) @Nullable
            String date,

            @JsonProperty("include_week_preview")
            @JsonPropertyDescription("Whether to count the appointments of the next seven days")
            @Nullable
            Boolean week) {}

    @DomainAction(
            title = "Daily briefing",
            value = "A day at the office: its appointments, leads to get back to, overdue invoices and reminders.",
            effect = Effect.READ,
            undo = Undo.NONE)
    Effected dailyBriefing(Wanted wanted, ActionScope scope) {
        Business business = businesses.of(scope.scope().tenant());
        Instant now = clock.instant();
        LocalDate day = wanted.date() == null
                ? now.atZone(business.zone()).toLocalDate()
                : new Dates(business, now).anyDay("date", wanted.date()).date();
        Map<String, Object> briefing = new LinkedHashMap<>();
        briefing.put("date", day.toString());
        briefing.put("appointments", appointments(day, business));
        briefing.put("pending_leads", pendingLeads(day, business));
        briefing.put("overdue_invoices", overdueInvoices(day));
        briefing.put("reminders", reminders(day));
        if (Boolean.TRUE.equals(wanted.week())) {
            briefing.put("week_preview", week(day, business));
        }
        return Effected.found(null, briefing);
    }

    private List<Map<String, Object>> appointments(LocalDate day, Business business) {
        return jdbc.sql("""
                        SELECT t.id, t.starts_at, t.ends_at, t.status, t.lines, t.notes,
                               concat_ws(' ', c.first_name, c.last_name) AS customer, c.phone,
                               concat_ws(', ', a.street, a.city) AS address, u.name AS technician
                        FROM office_ticket t
                        JOIN office_contact c ON c.tenant = t.tenant AND c.id = t.contact_id
                        LEFT JOIN office_address a ON a.tenant = t.tenant AND a.id = t.address_id
                        LEFT JOIN office_user u ON u.tenant = t.tenant AND u.id = t.technician_id
                        WHERE t.tenant = current_tenant() AND t.removed_at IS NULL AND t.status <> 'cancelled'
                          AND t.starts_at >= :from AND t.starts_at < :until
                        ORDER BY t.starts_at, t.id LIMIT 200""")
                .param("from", start(day, business))
                .param("until", start(day.plusDays(1), business))
                .query((row, _) -> appointment(row, business))
                .list();
    }

    private static Map<String, Object> appointment(ResultSet row, Business business) throws SQLException {
        Map<String, Object> appointment = new LinkedHashMap<>();
        appointment.put("id", row.getString("id"));
        appointment.put("startsAt", Booking.local(row.getTimestamp("starts_at").toInstant(), business));
        appointment.put("endsAt", Booking.local(row.getTimestamp("ends_at").toInstant(), business));
        for (String field : List.of("status", "customer", "phone", "address", "technician", "notes")) {
            put(appointment, field, row.getString(field));
        }
        appointment.put("services", services(row.getString("lines")));
        return appointment;
    }

    private static List<String> services(@Nullable String lines) {
        return lines == null
                ? List.of()
                : JSON.readTree(lines)
                        .valueStream()
                        .map((JsonNode line) -> line.path("description").asString(""))
                        .toList();
    }

    /** Those to get back to by that day, and those that are new; the urgent ones first. */
    private List<Map<String, Object>> pendingLeads(LocalDate day, Business business) {
        return jdbc.sql("""
                        SELECT id, concat_ws(' ', first_name, last_name) AS name, company, phone, property, urgency,
                               follow_up_on FROM (
                            (SELECT * FROM office_lead
                             WHERE tenant = current_tenant() AND follow_up_on <= :day
                               AND follow_up_on > CAST(:day AS date) - 365 LIMIT 500)
                            UNION
                            (SELECT * FROM office_lead
                             WHERE tenant = current_tenant() AND created_at >= :since AND created_at < :until
                             ORDER BY created_at DESC LIMIT 500)) lead
                        WHERE removed_at IS NULL AND archived_at IS NULL AND status IN ('New', 'Working')
                        ORDER BY CASE urgency WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END,
                                 follow_up_on NULLS LAST, created_at, id
                        LIMIT 50""")
                .param("day", java.sql.Date.valueOf(day))
                .param("since", start(day.minusDays(DAYS_NEW), business))
                .param("until", start(day.plusDays(1), business))
                .query((row, _) -> fields(row, "id", "name", "company", "phone", "property", "urgency", "follow_up_on"))
                .list();
    }

    private List<Map<String, Object>> overdueInvoices(LocalDate day) {
        return jdbc.sql("""
                        SELECT i.id, i.number, i.due_on, i.total, i.currency,
                               concat_ws(' ', c.first_name, c.last_name) AS customer
                        FROM office_invoice i
                        JOIN office_contact c ON c.tenant = i.tenant AND c.id = i.contact_id
                        WHERE i.tenant = current_tenant() AND i.status = 'sent' AND i.removed_at IS NULL
                          AND i.due_on < :day
                        ORDER BY i.due_on, i.id LIMIT 50""")
                .param("day", java.sql.Date.valueOf(day))
                .query((row, _) -> {
                    Map<String, Object> invoice = fields(row, "id", "number", "customer", "due_on");
                    invoice.put(
                            "total",
                            Money.words(row.getLong("total"), Currency.getInstance(row.getString("currency"))));
                    invoice.put(
                            "days_overdue",
                            ChronoUnit.DAYS.between(row.getDate("due_on").toLocalDate(), day));
                    return invoice;
                })
                .list();
    }

    private List<Map<String, Object>> reminders(LocalDate day) {
        return jdbc.sql("""
                        SELECT id, concat_ws(' ', first_name, last_name) AS name, follow_up_on FROM office_lead
                        WHERE tenant = current_tenant() AND removed_at IS NULL AND archived_at IS NULL
                          AND follow_up_on > :day AND follow_up_on <= CAST(:day AS date) + 7
                        ORDER BY follow_up_on, id LIMIT 50""")
                .param("day", java.sql.Date.valueOf(day))
                .query((row, _) -> fields(row, "id", "name", "follow_up_on"))
                .list();
    }

    private List<Map<String, Object>> week(LocalDate day, Business business) {
        Map<LocalDate, Long> counts = new LinkedHashMap<>();
        for (int next = 1; next <= DAYS_NEW; next++) {
            counts.put(day.plusDays(next), 0L);
        }
        jdbc.sql("""
                        SELECT CAST(starts_at AT TIME ZONE :zone AS date) AS day, count(*) AS appointments
                        FROM office_ticket
                        WHERE tenant = current_tenant() AND removed_at IS NULL AND status <> 'cancelled'
                          AND starts_at >= :from AND starts_at < :until
                        GROUP BY 1""")
                .param("zone", business.zone().getId())
                .param("from", start(day.plusDays(1), business))
                .param("until", start(day.plusDays(DAYS_NEW + 1L), business))
                .query((row, _) -> counts.put(row.getDate("day").toLocalDate(), row.getLong("appointments")))
                .list();
        return counts.entrySet().stream()
                .map(each -> Map.<String, Object>of("date", each.getKey().toString(), "appointments", each.getValue()))
                .toList();
    }

    private static Timestamp start(LocalDate day, Business business) {
        return Timestamp.from(day.atStartOfDay(business.zone()).toInstant());
    }

    private static Map<String, Object> fields(ResultSet row, String... names) throws SQLException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : names) {
            put(fields, name, row.getString(name));
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.put(name, value);
        }
    }
}
