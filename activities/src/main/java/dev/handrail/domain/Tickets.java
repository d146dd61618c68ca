package dev.handrail.domain;

import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.call.Refusal;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the ticket, the services and the address that somebody means, or asks which. */
final class Tickets {

    private final Customers customers;
    private final JdbcClient jdbc;
    private final Clock clock;

    Tickets(Customers customers, JdbcClient jdbc, Clock clock) {
        this.customers = customers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param said the ticket's id, or the customer whose one coming appointment it is */
    CrmRecord meant(String said, Business business, ActionScope scope) {
        Optional<CrmRecord> byId = scope.crm().read(scope.scope(), new Ref(RecordType.TICKET, said.strip()));
        if (byId.isPresent()) {
            return byId.get();
        }
        CrmRecord customer = customers.find(said, scope);
        List<String> coming = jdbc.sql("""
                        SELECT id FROM office_ticket
                        WHERE tenant = current_tenant() AND removed_at IS NULL AND contact_id = :contact
                          AND status IN ('scheduled', 'confirmed') AND starts_at > :now
                        ORDER BY starts_at LIMIT 6""")
                .param("contact", customer.id())
                .param("now", Timestamp.from(clock.instant()))
                .query(String.class)
                .list();
        if (coming.isEmpty()) {
            throw new ActionRefused(
                    Refusal.NOT_FOUND, "%s has no coming appointment".formatted(Customers.name(customer)));
        }
        List<CrmRecord> tickets = coming.stream()
                .map(id -> scope.current(RecordType.TICKET, id, "ticket_id"))
                .toList();
        if (tickets.size() > 1) {
            throw new ActionRefused(
                    Refusal.UNCLEAR,
                    "%s has several coming appointments: %s. Say which, by its id"
                            .formatted(
                                    Customers.name(customer),
                                    tickets.stream()
                                            .map(ticket -> "%s (%s)"
                                                    .formatted(
                                                            Booking.local(time(ticket, "startsAt"), business),
                                                            ticket.id()))
                                            .collect(Collectors.joining("; "))));
        }
        return tickets.getFirst();
    }

    /** When it starts or ends. */
    static Instant time(CrmRecord ticket, String field) {
        return Instant.parse(ticket.text(field).orElseThrow());
    }

    /** Each by its id or its name. */
    List<CrmRecord> services(@Nullable List<String> said, ActionScope scope) {
        if (said == null) {
            return List.of();
        }
        Map<String, String> offered =
                jdbc.sql("""
                        SELECT id, name FROM office_service
                        WHERE tenant = current_tenant() AND removed_at IS NULL AND active ORDER BY name""").query((row, _) -> Map.entry(row.getString("id"), row.getString("name"))).list().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return said.stream()
                .map(one -> scope.current(RecordType.SERVICE, service(one.strip(), offered), "services"))
                .toList();
    }

    private static String service(String said, Map<String, String> offered) {
        if (offered.containsKey(said)) {
            return said;
        }
        String words = said.toLowerCase(Locale.ROOT);
        List<String> alike = offered.entrySet().stream()
                .filter(service -> service.getValue().toLowerCase(Locale.ROOT).equals(words))
                .map(Map.Entry::getKey)
                .toList();
        if (alike.isEmpty()) {
            alike = offered.entrySet().stream()
                    .filter(service ->
                            service.getValue().toLowerCase(Locale.ROOT).contains(words))
                    .map(Map.Entry::getKey)
                    .toList();
        }
        if (alike.size() == 1) {
            return alike.getFirst();
        }
        throw new ActionRefused(
                Refusal.UNCLEAR,
                "“%s” is %s; there are: %s"
                        .formatted(
                                Customers.shortened(said),
                                alike.isEmpty() ? "no service" : "more than one service",
                                offered.isEmpty()
                                        ? "none yet (service, create)"
                                        : offered.values().stream()
                                                .sorted()
                                                .limit(20)
                                                .collect(Collectors.joining(", "))));
    }

    /** By its id, its label, or a part of its street. */
    CrmRecord address(CrmRecord customer, String said, ActionScope scope) {
        String words = said.strip().toLowerCase(Locale.ROOT);
        List<CrmRecord> addresses = scope.crm().find(scope.scope(), RecordType.ADDRESS, "contactId", customer.id(), 50);
        List<CrmRecord> alike = addresses.stream()
                .filter(address -> address.id().equals(said.strip())
                        || address.text("label")
                                .orElse("")
                                .toLowerCase(Locale.ROOT)
                                .equals(words)
                        || words.startsWith(address.text("street").orElse("\n").toLowerCase(Locale.ROOT))
                        || address.text("street")
                                .orElse("")
                                .toLowerCase(Locale.ROOT)
                                .contains(words))
                .toList();
        if (alike.size() == 1) {
            return alike.getFirst();
        }
        throw new ActionRefused(
                alike.isEmpty() ? Refusal.NOT_FOUND : Refusal.UNCLEAR,
                "%s has %s address like “%s”%s"
                        .formatted(
                                Customers.name(customer),
                                alike.isEmpty() ? "no" : "more than one",
                                Customers.shortened(said),
                                addresses.isEmpty()
                                        ? "; add one (contact, add_address)"
                                        : "; there are: "
                                                + addresses.stream()
                                                        .map(address -> "%s, %s (%s)"
                                                                .formatted(
                                                                        address.text("label")
                                                                                .orElse(""),
                                                                        address.text("street")
                                                                                .orElse(""),
                                                                        address.id()))
                                                        .collect(Collectors.joining("; "))));
    }
}
