package dev.handrail.notification;

import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.notification.Channel.Kind;
import dev.handrail.tenant.TenantTransactions;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The channels of each tenant, with the secrets that sign what goes to webhooks. Every change has a receipt. */
public final class Channels {

    /** A rotated secret signs beside the new one for so long. */
    public static final Duration ROTATION = Duration.ofHours(24);

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final SealedText sealed;
    private final AddressGuard guard;
    private final Clock clock;

    Channels(
            TenantTransactions transactions,
            JdbcClient jdbc,
            AuditLog audit,
            SealedText sealed,
            AddressGuard guard,
            Clock clock) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.audit = audit;
        this.sealed = sealed;
        this.guard = guard;
        this.clock = clock;
    }

    /** @param previousUntil until when the secret before the last rotation signs, too; null when it does not */
    public record Standing(
            Channel channel,
            String changedBy,
            Instant changedAt,
            @Nullable Instant previousUntil) {}

    /** @param secret of a webhook that is new; told this once. Null for any other */
    public record Put(boolean created, @Nullable String secret) {}

    /** There is nothing to encrypt secrets with. */
    public static final class NeedsKeyset extends RuntimeException {

        NeedsKeyset() {
            super("A webhook's address and secrets are kept encrypted; set HANDRAIL_KEYSET first");
        }
    }

    /** By name. */
    public List<Standing> list(String tenant) {
        return transactions.in(
                tenant,
                () -> jdbc.sql("SELECT * FROM notification_channel WHERE tenant = ? ORDER BY name")
                        .param(tenant)
                        .query((row, number) -> standing(tenant, row))
                        .list());
    }

    public Optional<Channel> find(String tenant, String name) {
        return list(tenant).stream()
                .map(Standing::channel)
                .filter(channel -> channel.name().equals(name))
                .findFirst();
    }

    /** Those that sign what goes to the webhook now, the newest first. */
    List<String> secrets(String tenant, String name) {
        return transactions.in(
                tenant,
                () -> jdbc.sql("""
                        SELECT secret, CASE WHEN previous_until > ? THEN previous_secret END AS previous
                        FROM notification_channel WHERE tenant = ? AND name = ?""")
                        .params(Timestamp.from(clock.instant()), tenant, name)
                        .query((row, number) -> Stream.of(row.getString("secret"), row.getString("previous"))
                                .filter(text -> text != null)
                                .flatMap(text -> sealed.open(tenant, text).stream())
                                .toList())
                        .optional()
                        .orElse(List.of()));
    }

    /**
     * Declares a channel or replaces it. A webhook keeps its secret unless its address changes.
     *
     * @throws IllegalArgumentException when its address is one that nothing may be sent to
     * @throws NeedsKeyset when its secrets cannot be kept
     */
    public Put put(String tenant, Channel channel, String by) {
        if (channel.kind() != Kind.EMAIL) {
            if (channel.address() == null) {
                throw new IllegalArgumentException("A webhook needs an address");
            }
            guard.require(channel.address());
            if (!sealed.possible()) {
                throw new NeedsKeyset();
            }
        }
        return transactions.in(tenant, () -> {
            Optional<Channel> before = find(tenant, channel.name());
            boolean keepsSecret = before.filter(
                            old -> old.kind() == channel.kind() && Objects.equals(old.address(), channel.address()))
                    .isPresent();
            String secret = channel.kind() == Kind.WEBHOOK && !keepsSecret ? Signature.newSecret() : null;
            write(tenant, channel, secret, keepsSecret, by);
            audit.append(receipt(tenant, by, before.isEmpty() ? "declared" : "changed", channel));
            return new Put(before.isEmpty(), secret);
        });
    }

    private void write(String tenant, Channel channel, @Nullable String secret, boolean keepsSecret, String by) {
        jdbc.sql("""
                        INSERT INTO notification_channel AS old (tenant, name, kind, address, recipients, people, groups,
                            events, secret, changed_by)
                        VALUES (:tenant, :name, :kind, :address, :recipients, :people, :groups, :events, :secret, :by)
                        ON CONFLICT (tenant, name) DO UPDATE SET kind = excluded.kind, address = excluded.address,
                            recipients = excluded.recipients, people = excluded.people, groups = excluded.groups,
                            events = excluded.events, changed_by = excluded.changed_by, changed_at = clock_timestamp(),
                            secret = CASE WHEN :keeps THEN old.secret ELSE excluded.secret END,
                            previous_secret = CASE WHEN :keeps THEN old.previous_secret END,
                            previous_until = CASE WHEN :keeps THEN old.previous_until END""")
                .param("tenant", tenant)
                .param("name", channel.name())
                .param("kind", channel.kind().name())
                .param(
                        "address",
                        channel.address() == null
                                ? null
                                : sealed.seal(tenant, channel.address().toString()))
                .param("recipients", channel.recipients().toArray(String[]::new))
                .param("people", channel.people())
                .param("groups", channel.groups().toArray(String[]::new))
                .param("events", channel.events().stream().map(Event::name).toArray(String[]::new))
                .param("secret", secret == null ? null : sealed.seal(tenant, secret))
                .param("by", by)
                .param("keeps", keepsSecret)
                .update();
    }

    /**
     * Gives a webhook a new secret; the one it has signs beside it for {@link #ROTATION}.
     *
     * @return the new one, told this once; empty when there is no such webhook
     */
    public Optional<String> rotate(String tenant, String name, String by) {
        return transactions.in(tenant, () -> {
            Optional<Channel> webhook = find(tenant, name).filter(channel -> channel.kind() == Kind.WEBHOOK);
            return webhook.map(channel -> {
                String secret = Signature.newSecret();
                jdbc.sql("""
                                UPDATE notification_channel
                                SET previous_secret = secret, previous_until = ?, secret = ?, changed_by = ?,
                                    changed_at = clock_timestamp()
                                WHERE tenant = ? AND name = ?""")
                        .params(
                                Timestamp.from(clock.instant().plus(ROTATION)),
                                sealed.seal(tenant, secret),
                                by,
                                tenant,
                                name)
                        .update();
                audit.append(receipt(tenant, by, "secret_rotated", channel));
                return secret;
            });
        });
    }

    /** @return whether there was one */
    public boolean remove(String tenant, String name, String by) {
        return transactions.in(tenant, () -> {
            Optional<Channel> before = find(tenant, name);
            before.ifPresent(channel -> {
                jdbc.sql("DELETE FROM notification_channel WHERE tenant = ? AND name = ?")
                        .params(tenant, name)
                        .update();
                audit.append(receipt(tenant, by, "removed", channel));
            });
            return before.isPresent();
        });
    }

    private static AuditEntry receipt(String tenant, String by, String status, Channel channel) {
        return AuditEntry.of(tenant, by, "notification_channel", status)
                .saying(
                        Map.of(
                                "name", channel.name(),
                                "kind", channel.kind().name().toLowerCase(Locale.ROOT),
                                "groups", List.copyOf(channel.groups()),
                                "recipients", channel.recipients(),
                                "host",
                                        channel.address() == null
                                                ? ""
                                                : channel.address().getHost()),
                        Map.of());
    }

    private Standing standing(String tenant, ResultSet row) throws SQLException {
        String address = row.getString("address");
        Timestamp until = row.getTimestamp("previous_until");
        return new Standing(
                new Channel(
                        row.getString("name"),
                        Kind.valueOf(row.getString("kind")),
                        address == null
                                ? null
                                : sealed.open(tenant, address).map(URI::create).orElse(null),
                        texts(row, "recipients"),
                        row.getBoolean("people"),
                        Set.copyOf(texts(row, "groups")),
                        texts(row, "events").stream().map(Event::valueOf).collect(Collectors.toSet())),
                row.getString("changed_by"),
                row.getTimestamp("changed_at").toInstant(),
                until == null || !until.toInstant().isAfter(clock.instant()) ? null : until.toInstant());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
