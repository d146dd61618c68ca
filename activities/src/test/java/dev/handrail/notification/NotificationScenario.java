package dev.handrail.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.approval.Authorization;
import dev.handrail.approval.AuthorizationDesk;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.approval.Grants;
import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.codec.Keysets;
import dev.handrail.credential.Tenants;
import dev.handrail.door.NamedApprovers;
import dev.handrail.limit.MovedClock;
import dev.handrail.notification.Channel.Kind;
import dev.handrail.person.People;
import dev.handrail.policy.Ruling;
import dev.handrail.redaction.Redaction;
import dev.handrail.redaction.RedactionRules;
import dev.handrail.testing.Database;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Undo;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/** Everything that tells people on a tenant of its own, with a clock that stands still until it is moved. */
abstract class NotificationScenario {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static final String PUBLIC = "https://handrail.example.com";

    final Database database = Database.shared();
    final String tenant = newTenant();
    final MovedClock clock = new MovedClock();
    final AuditLog audit = new AuditLog(database.tenants(), database.jdbc(), values -> values, null, Clock.systemUTC());
    final People people = new People(database.tenants(), database.jdbc());
    final AddressGuard guard =
            new AddressGuard(List.of(AddressRange.of("127.0.0.0/8")), SystemDefaultDnsResolver.INSTANCE);
    final Channels channels = new Channels(
            database.tenants(), database.jdbc(), audit, new SealedText(Keysets.aead(Keysets.generate())), guard, clock);
    final Deliveries deliveries = new Deliveries(database.tenants(), database.jdbc(), clock);
    final Callbacks callbacks = new Callbacks(database.tenants(), database.jdbc(), channels);
    final Outbox outbox = new Outbox(
            database.tenants(),
            channels,
            deliveries,
            callbacks,
            people,
            new Messages(
                    Catalog.crm(),
                    new Redaction(RedactionRules.DEFAULT),
                    (ofTenant, actor) -> actor.equals("agent") ? "Sales agent" : actor,
                    clock),
            clock);
    final AuthorizationStore authorizations = new AuthorizationStore(
            database.tenants(),
            database.jdbc(),
            new NamedApprovers(),
            new Grants(database.tenants(), database.jdbc(), audit, new NamedApprovers()),
            outbox);
    final AuthorizationDesk desk = new AuthorizationDesk(authorizations, database.tenants(), audit);

    private int asked;

    String newTenant() {
        String name = "n" + UUID.randomUUID().toString().substring(0, 8);
        new Tenants(database.jdbc()).create(name);
        return name;
    }

    Courier courier(NotificationSettings settings, Properties mail) {
        Wording wording = new Wording(settings);
        return new Courier(
                deliveries,
                channels,
                new Mail(settings, wording, clock, mail),
                new Webhooks(channels, guard, wording, clock),
                database.tenants(),
                audit,
                clock);
    }

    Courier courier() {
        return courier(new NotificationSettings(null, null, PUBLIC, List.of()), new Properties());
    }

    Channels.Put declare(String name, Kind kind, @Nullable URI address, Set<String> groups) {
        return channels.put(
                tenant,
                new Channel(name, kind, address, List.of(), kind == Kind.EMAIL, groups, Event.OF_AUTHORIZATIONS),
                "admin");
    }

    Authorization ask() {
        return ask(null, "She asked for it");
    }

    Authorization ask(@Nullable String group, String reasoning) {
        return ask("flow-%s/1".formatted(asked), group, reasoning);
    }

    Authorization ask(String callId, @Nullable String group, String reasoning) {
        Instant now = Instant.now();
        Ruling.Terms terms = new Ruling.Terms(
                1,
                group,
                Duration.ofHours(72),
                Duration.ofHours(1),
                group == null ? null : Duration.ofHours(2),
                group == null ? null : "directors",
                false);
        Ruling ruling =
                new Ruling(Permission.REQUIRES_AUTHORIZATION, "Tasks need a person", "tasks", 3, terms, "hash", 1);
        return authorizations.ask(new Authorization(
                "auth-%s-%d".formatted(tenant, asked++),
                tenant,
                Authorization.Status.PENDING,
                callId.substring(0, callId.lastIndexOf('/')),
                callId,
                "create_task",
                Map.of("subject", "Call dana@mmm.example.com", "priority", "High"),
                "digest",
                ruling.reason(),
                reasoning,
                "agent",
                null,
                null,
                Map.of(),
                now,
                now.plus(Duration.ofHours(72)),
                null,
                null,
                null,
                ruling,
                Undo.COMPENSATABLE,
                null,
                null,
                List.of()));
    }

    /** Lets the courier go until it is so. */
    void await(Courier courier, String what, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!condition.call()) {
                assertThat(System.nanoTime()).as(what).isLessThan(deadline);
                courier.go();
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        } catch (Exception e) {
            throw new IllegalStateException(what, e);
        }
    }

    void awaitStates(Courier courier, String... states) {
        await(courier, "deliveries are " + List.of(states), () -> states().equals(List.of(states)));
    }

    /** Oldest first. */
    List<String> states() {
        return deliveries.list(tenant, null, null, 100).deliveries().reversed().stream()
                .map(Delivery.Standing::state)
                .toList();
    }

    List<String> told() {
        return deliveries.list(tenant, null, null, 100).deliveries().reversed().stream()
                .map(told -> told.channel() + " " + told.event().label())
                .toList();
    }

    List<String> receipts() {
        return audit.list(tenant, AuditFilter.ALL, null, 100).rows().stream()
                .map(row -> row.action() + " " + row.status())
                .toList()
                .reversed();
    }
}
