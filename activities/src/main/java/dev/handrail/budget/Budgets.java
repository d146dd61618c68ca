package dev.handrail.budget;

import dev.handrail.budget.BudgetAlarm.Level;
import dev.handrail.connector.QuotaListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BinaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Learns from a CRM's answers what it still allows, and says how long to wait when that is not enough. A process hears of
 * the others' answers within a second.
 */
public final class Budgets implements QuotaListener {

    private static final Logger log = LoggerFactory.getLogger(Budgets.class);
    private static final Duration SHARED_EVERY = Duration.ofSeconds(1);

    /** So that not all that waited comes back in the same instant. */
    private static final long SPREAD_MILLIS = 1_000;

    /** Within this, the first call after a wait hears how much is allowed again. */
    private static final Duration FIRST_ANSWER = Duration.ofMillis(250);

    private static final Duration LEAST_BETWEEN_ALARMS = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final MeterRegistry meters;
    private final BudgetAlarm alarm;
    private final Map<Key, Budget> known = new ConcurrentHashMap<>();
    private final Map<Key, Instant> sounding = new ConcurrentHashMap<>();
    private final Map<Key, Instant> told = new ConcurrentHashMap<>();
    private final Map<Owner, Instant> asked = new ConcurrentHashMap<>();
    private final Map<Raised, Instant> raised = new ConcurrentHashMap<>();
    private final Map<Measured, Gauge> gauges = new ConcurrentHashMap<>();

    public Budgets(JdbcClient jdbc, Clock clock, MeterRegistry meters, BudgetAlarm alarm) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.meters = meters;
        this.alarm = alarm;
    }

    private record Owner(String tenant, String connector) {}

    private record Key(Owner owner, String period) {

        static Key of(Budget budget) {
            return new Key(new Owner(budget.tenant(), budget.connector()), budget.period());
        }
    }

    private record Measured(String connector, String period) {}

    private record Raised(Key key, Level level) {}

    @Override
    public void observed(Quota quota) {
        Instant now = clock.instant();
        Budget budget = new Budget(
                quota.tenant(),
                quota.connector(),
                quota.window(),
                quota.capacity(),
                quota.remaining(),
                now.plus(quota.resetsIn()),
                now);
        Key key = Key.of(budget);
        sounding.remove(key);
        learn(budget, (old, fresh) -> fresh.observedAt().isBefore(old.observedAt()) ? old : fresh);
        if (budget.forbids(false, now)
                || told.getOrDefault(key, Instant.EPOCH).plus(SHARED_EVERY).isBefore(now)) {
            told.put(key, now);
            tell(budget);
        }
        if (budget.isCritical(now)) {
            raise(budget, Level.CRITICAL, now);
        }
        if (budget.remaining() == 0) {
            raise(budget, Level.EXHAUSTED, now);
        }
    }

    /**
     * How long a call should wait before it is made; empty when it may be made now.
     *
     * @param approved whether a person approved exactly this call; a share is kept for those
     */
    public Optional<Duration> waitBefore(String tenant, String connector, boolean approved) {
        Instant now = clock.instant();
        List<Budget> budgets = of(tenant, connector);
        Optional<Duration> wait = budgets.stream()
                .flatMap(budget -> until(budget, approved, now).stream())
                .max(Comparator.naturalOrder())
                .map(until -> Duration.between(now, until))
                .map(least -> least.plusMillis(ThreadLocalRandom.current().nextLong(SPREAD_MILLIS)));
        if (wait.isEmpty()) {
            budgets.forEach(budget -> takeFrom(budget, approved, now));
        }
        return wait;
    }

    /** The first call after a wait goes alone: how many may follow is in its answer. */
    private Optional<Instant> until(Budget budget, boolean approved, Instant now) {
        if (budget.forbids(approved, now)) {
            raise(budget, Level.EXHAUSTED, now);
            return Optional.of(budget.resetsAt());
        }
        return budget.isUncertain(approved, now)
                ? Optional.ofNullable(sounding.get(Key.of(budget))).filter(now::isBefore)
                : Optional.empty();
    }

    private void takeFrom(Budget budget, boolean approved, Instant now) {
        Key key = Key.of(budget);
        if (!budget.isUncertain(approved, now)) {
            known.computeIfPresent(key, (same, latest) -> latest.taken());
        } else if (sounding.putIfAbsent(key, now.plus(FIRST_ANSWER)) != null) {
            // nobody was told anything, so it is as full as the CRM makes it
            sounding.remove(key);
            known.remove(key, budget);
        }
    }

    /** What is known of this tenant's CRM, by period. */
    public List<Budget> of(String tenant, String connector) {
        Owner owner = new Owner(tenant, connector);
        Instant now = clock.instant();
        if (asked.getOrDefault(owner, Instant.EPOCH).plus(SHARED_EVERY).isBefore(now)) {
            asked.put(owner, now);
            hear(owner);
        }
        return known.entrySet().stream()
                .filter(entry -> entry.getKey().owner().equals(owner))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(Budget::period))
                .toList();
    }

    private void learn(Budget budget, BinaryOperator<Budget> which) {
        known.merge(Key.of(budget), budget, which);
        gauges.computeIfAbsent(new Measured(budget.connector(), budget.period()), this::gauge);
    }

    private Gauge gauge(Measured measured) {
        return Gauge.builder("mcp.crm.budget.remaining", () -> share(measured))
                .description("The least share of its calls that a CRM still allows a tenant, 0 to 1")
                .tags("crm_provider", measured.connector(), "period", measured.period())
                .register(meters);
    }

    private double share(Measured measured) {
        Instant now = clock.instant();
        return known.values().stream()
                .filter(budget -> budget.connector().equals(measured.connector())
                        && budget.period().equals(measured.period())
                        && now.isBefore(budget.resetsAt()))
                .mapToDouble(budget -> budget.capacity() == 0 ? 0 : (double) budget.remaining() / budget.capacity())
                .min()
                .orElse(1);
    }

    /** A window ends when the CRM said so at its first alarm, whatever it says meanwhile. */
    private void raise(Budget budget, Level level, Instant now) {
        Raised key = new Raised(Key.of(budget), level);
        if (raised.getOrDefault(key, Instant.EPOCH).isAfter(now)) {
            return;
        }
        Instant soonest = now.plus(LEAST_BETWEEN_ALARMS);
        Instant next = budget.resetsAt().isBefore(soonest) ? soonest : budget.resetsAt();
        try {
            alarm.raised(budget, level, now, next);
            raised.put(key, next);
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "The budget of {} for {} is {}, and the audit could not say so",
                    budget.connector(),
                    budget.tenant(),
                    level,
                    e);
        }
    }

    /** Others learn it from their own answers otherwise, so a database that is away costs no call. */
    private void tell(Budget budget) {
        try {
            jdbc.sql("""
                            INSERT INTO crm_budget (tenant, connector, period, capacity, remaining, resets_at, observed_at)
                            VALUES (?, ?, ?, ?, ?, ?, ?)
                            ON CONFLICT (tenant, connector, period) DO UPDATE SET
                                capacity = excluded.capacity, remaining = excluded.remaining,
                                resets_at = excluded.resets_at, observed_at = excluded.observed_at
                            WHERE crm_budget.observed_at <= excluded.observed_at""")
                    .params(
                            budget.tenant(),
                            budget.connector(),
                            budget.period(),
                            budget.capacity(),
                            budget.remaining(),
                            budget.resetsAt().atOffset(ZoneOffset.UTC),
                            budget.observedAt().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DataAccessException e) {
            log.debug("The budget of {} could not be shared", budget.connector(), e);
        }
    }

    private void hear(Owner owner) {
        try {
            jdbc
                    .sql("SELECT * FROM crm_budget WHERE tenant = ? AND connector = ?")
                    .params(owner.tenant(), owner.connector())
                    .query((row, number) -> new Budget(
                            row.getString("tenant"),
                            row.getString("connector"),
                            row.getString("period"),
                            row.getLong("capacity"),
                            row.getLong("remaining"),
                            row.getObject("resets_at", OffsetDateTime.class).toInstant(),
                            row.getObject("observed_at", OffsetDateTime.class).toInstant()))
                    .list()
                    .stream()
                    .filter(heard -> clock.instant().isBefore(heard.resetsAt()))
                    .forEach(heard ->
                            learn(heard, (old, fresh) -> fresh.observedAt().isAfter(old.observedAt()) ? fresh : old));
        } catch (DataAccessException e) {
            log.debug("The budget of {} could not be read", owner.connector(), e);
        }
    }
}
