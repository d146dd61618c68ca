package dev.handrail.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.handrail.call.Digest;
import dev.handrail.limit.LimitRules.Tiers;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a call may be made now, by three limits at once: all calls of the connector, those of the account and
 * those of the lead, each within one tenant. All processes that share a store count together.
 *
 * <p>A process takes from the store a hundredth of a limit at once and spends that locally. So a large limit costs few
 * trips, a limit under 200 is exact to the call, and no limit is ever exceeded; up to a hundredth of it, for each
 * process, may stay unused in a window.
 */
public final class Limits {

    private static final int MOST_LEASES = 100_000;

    private final LimitRules rules;
    private final LimitStore store;
    private final Clock clock;
    private final Violations violations;
    private final Cache<Counted, Lease> leases = Caffeine.newBuilder()
            .maximumSize(MOST_LEASES)
            .expireAfter(Expiry.<Counted, Lease>accessing(
                    (counted, lease) -> lease.limit().window()))
            .build();

    /** @param clock the one the store counts by */
    public Limits(LimitRules rules, LimitStore store, Clock clock, MeterRegistry meters) {
        this.rules = rules;
        this.store = store;
        this.clock = clock;
        this.violations = new Violations(meters);
    }

    /**
     * Takes the call's cost from every limit, or from none when one refuses.
     *
     * @param subject the lead, or the record that is changed
     * @param account null when the call belongs to none
     * @param cost requests to the CRM that the call makes, at least 1
     * @throws LimitsUnavailable when the store does not answer; the call must not be made
     * @throws IllegalArgumentException when the cost is more than a limit ever allows
     */
    public LimitVerdict take(String tenant, String connector, String subject, @Nullable String account, int cost) {
        violations.expect(connector);
        LimitVerdict tightest = null;
        Deque<Lease> taken = new ArrayDeque<>();
        for (Lease lease : leases(tenant, connector, subject, account, cost)) {
            LimitVerdict verdict = takeOrGiveBack(lease, cost, taken);
            if (!verdict.allowed()) {
                violations.count(verdict.tier(), connector);
                return verdict;
            }
            taken.push(lease);
            tightest = tightest == null || verdict.remaining() < tightest.remaining() ? verdict : tightest;
        }
        return Objects.requireNonNull(tightest);
    }

    /** See {@link LimitStore#removeExpired()}. */
    public int removeExpired() {
        return store.removeExpired();
    }

    private static LimitVerdict takeOrGiveBack(Lease lease, int cost, Deque<Lease> taken) {
        LimitVerdict verdict;
        try {
            verdict = lease.take(cost);
        } catch (LimitsUnavailable away) {
            giveBack(taken, cost, away);
            throw away;
        }
        if (!verdict.allowed()) {
            taken.forEach(earlier -> earlier.giveBack(cost));
        }
        return verdict;
    }

    private static void giveBack(Deque<Lease> taken, int cost, LimitsUnavailable away) {
        for (Lease lease : taken) {
            try {
                lease.giveBack(cost);
            } catch (LimitsUnavailable stillAway) {
                away.addSuppressed(stillAway);
            }
        }
    }

    /** The largest first: its tokens are the likeliest to be at hand, and the cheapest to give back. */
    private List<Lease> leases(String tenant, String connector, String subject, @Nullable String account, int cost) {
        Tiers tiers = rules.of(connector);
        List<Lease> all = new ArrayList<>(3);
        all.add(lease(new Counted(tenant, connector, Tier.GLOBAL, ""), tiers.global(), cost));
        if (account != null && tiers.perAccount() != null) {
            all.add(lease(new Counted(tenant, connector, Tier.ACCOUNT, account), tiers.perAccount(), cost));
        }
        if (tiers.perLead() != null) {
            all.add(lease(new Counted(tenant, connector, Tier.LEAD, subject), tiers.perLead(), cost));
        }
        return all;
    }

    private Lease lease(Counted counted, Limit limit, int cost) {
        if (cost < 1 || cost > limit.capacity()) {
            throw new IllegalArgumentException(
                    "A call that costs %d can never pass a limit of %d per %s; raise the limit of %s"
                            .formatted(cost, limit.capacity(), counted.tier().label(), counted.connector()));
        }
        return leases.get(counted, ignored -> new Lease(counted.tier(), counted.key(limit), limit, store, clock));
    }

    /** @param subject the id of a lead or an account; empty for the global limit */
    private record Counted(String tenant, String connector, Tier tier, String subject) {

        /** Names the limit too, so that a changed limit starts a bucket of its own. */
        String key(Limit limit) {
            return String.join(
                    "/",
                    URLEncoder.encode(tenant, StandardCharsets.UTF_8),
                    URLEncoder.encode(connector, StandardCharsets.UTF_8),
                    tier.label(),
                    limit.capacity() + "-" + limit.window().toMillis(),
                    Digest.ofText(subject));
        }
    }
}
