package dev.handrail.notification;

import dev.handrail.notification.Delivery.State;
import dev.handrail.tenant.Cursor;
import dev.handrail.tenant.TenantTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The outbox in the database. All times are this machine's, so that a test can move them. */
public final class Deliveries {

    /** So many messages a recipient gets at once within {@link #WINDOW}; what comes on top waits for a digest. */
    static final int AT_ONCE = 5;

    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final Clock clock;

    Deliveries(TenantTransactions transactions, JdbcClient jdbc, Clock clock) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param next cursor of the next page; null on the last */
    public record Page(
            List<Delivery.Standing> deliveries, @Nullable String next) {}

    /** @param id which delivery is due */
    record Due(String tenant, UUID id) {}

    /**
     * In the transaction of what it tells.
     *
     * @param digestible whether it may wait for others when its recipient gets many
     * @return its id; empty when the recipient was told before
     */
    Optional<UUID> add(String tenant, String channel, String recipient, Message message, boolean digestible) {
        Instant now = clock.instant();
        boolean held = digestible && recent(tenant, channel, recipient, now) >= AT_ONCE;
        Instant due = held ? digestDue(tenant, channel, recipient).orElse(now.plus(WINDOW)) : now;
        Optional<UUID> added = jdbc.sql("""
                        INSERT INTO notification_delivery (tenant, channel, recipient, event, about, message, held, due_at,
                            created_at)
                        VALUES (?, ?, ?, ?, ?, ?::json, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id""")
                .params(
                        tenant,
                        channel,
                        recipient,
                        message.event().name(),
                        message.about(),
                        JSON.writeValueAsString(message),
                        held,
                        Timestamp.from(due),
                        Timestamp.from(now))
                .query(UUID.class)
                .optional();
        added.ifPresent(id -> jdbc.sql("INSERT INTO notification_due (tenant, delivery, at) VALUES (?, ?, ?)")
                .params(tenant, id, Timestamp.from(due))
                .update());
        return added;
    }

    private int recent(String tenant, String channel, String recipient, Instant now) {
        return jdbc.sql("""
                        SELECT count(*) FROM notification_delivery
                        WHERE tenant = ? AND channel = ? AND recipient = ? AND created_at > ?""")
                .params(tenant, channel, recipient, Timestamp.from(now.minus(WINDOW)))
                .query(Integer.class)
                .single();
    }

    /** When the digest goes out that already waits for this recipient. */
    private Optional<Instant> digestDue(String tenant, String channel, String recipient) {
        return jdbc.sql("""
                        SELECT due_at FROM notification_delivery
                        WHERE tenant = ? AND channel = ? AND recipient = ? AND held AND state = 'DUE' AND attempts = 0
                          AND due_at > ? AND created_at > ?
                        ORDER BY seq LIMIT 1""")
                .params(
                        tenant,
                        channel,
                        recipient,
                        Timestamp.from(clock.instant()),
                        Timestamp.from(clock.instant().minus(WINDOW)))
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** Takes what is due, of all tenants, for so long; whoever took it and died lets another take it then. */
    List<Due> claim(int most, Duration lease) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        UPDATE notification_due SET at = ?
                        WHERE (tenant, delivery) IN (
                            SELECT tenant, delivery FROM notification_due WHERE at <= ?
                            ORDER BY at LIMIT ? FOR UPDATE SKIP LOCKED)
                        RETURNING tenant, delivery""")
                .params(Timestamp.from(now.plus(lease)), Timestamp.from(now), most)
                .query((row, number) -> new Due(row.getString("tenant"), row.getObject("delivery", UUID.class)))
                .list();
    }

    /** What to send; empty when another delivery carries it, or it has ended. */
    Optional<Delivery> open(Due due) {
        return transactions.in(due.tenant(), () -> {
            waitForOthersOfItsRecipient(due);
            Optional<Opened> opened = jdbc.sql("""
                            SELECT * FROM notification_delivery WHERE tenant = ? AND id = ? AND state = 'DUE' FOR UPDATE""")
                    .params(due.tenant(), due.id())
                    .query(Deliveries::opened)
                    .optional();
            if (opened.isEmpty()) {
                forget(due);
            }
            return opened.map(first -> first.held() ? gathered(first) : first.delivery());
        });
    }

    /** Two that gather the same messages would wait for each other's for ever. */
    private void waitForOthersOfItsRecipient(Due due) {
        jdbc.sql("""
                        SELECT pg_advisory_xact_lock(hashtextextended(concat_ws('/', tenant, channel, recipient), 33))
                        FROM notification_delivery WHERE tenant = ? AND id = ? AND held""")
                .params(due.tenant(), due.id())
                .query((row, number) -> true)
                .list();
    }

    /** The first of those that were held takes the others along; an attempt that is repeated takes the same. */
    private Delivery gathered(Opened first) {
        Delivery carrier = first.delivery();
        if (carrier.attempts() == 0) {
            jdbc.sql("""
                            WITH taken AS (
                                UPDATE notification_delivery SET state = 'DIGESTED', digest = :id, finished_at = :now
                                WHERE tenant = :tenant AND channel = :channel AND recipient = :recipient AND held
                                  AND state = 'DUE' AND attempts = 0 AND due_at <= :now AND id <> :id
                                RETURNING id)
                            DELETE FROM notification_due
                            WHERE tenant = :tenant AND delivery IN (SELECT id FROM taken)""")
                    .param("tenant", carrier.tenant())
                    .param("channel", carrier.channel())
                    .param("recipient", carrier.recipient())
                    .param("id", carrier.id())
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        }
        List<Message> messages = jdbc.sql("""
                        SELECT message FROM notification_delivery WHERE tenant = ? AND (id = ? OR digest = ?) ORDER BY seq""")
                .params(carrier.tenant(), carrier.id(), carrier.id())
                .query((row, number) -> message(row))
                .list();
        return new Delivery(
                carrier.tenant(),
                carrier.id(),
                carrier.channel(),
                carrier.recipient(),
                messages,
                carrier.attempts(),
                carrier.createdAt());
    }

    void delivered(Delivery delivery) {
        finished(delivery, State.DELIVERED, null);
    }

    void dead(Delivery delivery, String problem) {
        finished(delivery, State.DEAD, problem);
    }

    private void finished(Delivery delivery, State state, @Nullable String problem) {
        transactions.run(delivery.tenant(), () -> {
            jdbc.sql("""
                            UPDATE notification_delivery
                            SET state = ?, problem = ?, attempts = attempts + 1, finished_at = ?
                            WHERE tenant = ? AND id = ? AND state = 'DUE'""")
                    .params(Arrays.asList(
                            state.name(), problem, Timestamp.from(clock.instant()), delivery.tenant(), delivery.id()))
                    .update();
            forget(new Due(delivery.tenant(), delivery.id()));
        });
    }

    void later(Delivery delivery, String problem, Instant next) {
        transactions.run(delivery.tenant(), () -> {
            jdbc.sql("""
                            UPDATE notification_delivery SET problem = ?, attempts = attempts + 1, due_at = ?
                            WHERE tenant = ? AND id = ? AND state = 'DUE'""")
                    .params(problem, Timestamp.from(next), delivery.tenant(), delivery.id())
                    .update();
            jdbc.sql("UPDATE notification_due SET at = ? WHERE tenant = ? AND delivery = ?")
                    .params(Timestamp.from(next), delivery.tenant(), delivery.id())
                    .update();
        });
    }

    private void forget(Due due) {
        jdbc.sql("DELETE FROM notification_due WHERE tenant = ? AND delivery = ?")
                .params(due.tenant(), due.id())
                .update();
    }

    /**
     * Newest first.
     *
     * @throws IllegalArgumentException when the cursor is not one of ours
     */
    public Page list(String tenant, Delivery.@Nullable State state, @Nullable String cursor, int limit) {
        long before = cursor == null ? Long.MAX_VALUE : Cursor.decode(cursor);
        record Row(long seq, Delivery.Standing standing) {}
        List<Row> rows = transactions.in(
                tenant,
                () -> jdbc.sql("""
                        SELECT * FROM notification_delivery
                        WHERE tenant = :tenant AND seq < :before AND (:state::text IS NULL OR state = :state)
                        ORDER BY seq DESC LIMIT :limit""")
                        .param("tenant", tenant)
                        .param("before", before)
                        .param("state", state == null ? null : state.name())
                        .param("limit", limit + 1)
                        .query((row, number) -> new Row(row.getLong("seq"), standing(row)))
                        .list());
        List<Row> page = rows.size() > limit ? rows.subList(0, limit) : rows;
        return new Page(
                page.stream().map(Row::standing).toList(),
                rows.size() > limit ? Cursor.encode(page.getLast().seq()) : null);
    }

    private static Delivery.Standing standing(ResultSet row) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        Timestamp finished = row.getTimestamp("finished_at");
        return new Delivery.Standing(
                row.getObject("id", UUID.class),
                row.getString("channel"),
                Event.valueOf(row.getString("event")),
                row.getString("about"),
                state.name().toLowerCase(Locale.ROOT),
                row.getInt("attempts"),
                row.getString("problem"),
                row.getObject("digest", UUID.class),
                row.getTimestamp("created_at").toInstant(),
                state == State.DUE ? row.getTimestamp("due_at").toInstant() : null,
                finished == null ? null : finished.toInstant());
    }

    private record Opened(Delivery delivery, boolean held) {}

    private static Opened opened(ResultSet row, int number) throws SQLException {
        return new Opened(
                new Delivery(
                        row.getString("tenant"),
                        row.getObject("id", UUID.class),
                        row.getString("channel"),
                        row.getString("recipient"),
                        List.of(message(row)),
                        row.getInt("attempts"),
                        row.getTimestamp("created_at").toInstant()),
                row.getBoolean("held"));
    }

    private static Message message(ResultSet row) throws SQLException {
        return JSON.readValue(row.getString("message"), Message.class);
    }
}
