package dev.handrail.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.call.Digest;
import dev.handrail.tenant.Cursor;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.tool.Catalog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The policy that holds for each tenant: the newest it has, or else the installation's. */
public final class Policies {

    /** How long another process may go on with the version before. */
    static final Duration HEARD_WITHIN = Duration.ofSeconds(2);

    private static final int TENANTS_REMEMBERED = 10_000;
    private static final ScopedValue<Held> HELD = ScopedValue.newInstance();

    private final TenantTransactions transactions;
    private final PolicyStore store;
    private final Catalog catalog;
    private final AuditLog audit;
    private final String installedYaml;
    private final Policy installed;
    private final Cache<String, Policy> current;
    private final Cache<String, Policy> compiled;

    /**
     * @param installed policy of a tenant without one of its own
     * @throws PolicyRefused when that is wrong
     */
    public Policies(
            TenantTransactions transactions, JdbcClient jdbc, Catalog catalog, AuditLog audit, String installed) {
        this(transactions, jdbc, catalog, audit, installed, Ticker.systemTicker());
    }

    Policies(
            TenantTransactions transactions,
            JdbcClient jdbc,
            Catalog catalog,
            AuditLog audit,
            String installed,
            Ticker ticker) {
        this.transactions = transactions;
        this.store = new PolicyStore(jdbc);
        this.catalog = catalog;
        this.audit = audit;
        this.installedYaml = installed;
        this.installed = Policy.parse(installed, catalog);
        this.current = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(HEARD_WITHIN)
                .maximumSize(TENANTS_REMEMBERED)
                .build();
        this.compiled = Caffeine.newBuilder().maximumSize(TENANTS_REMEMBERED).build();
    }

    /** The one policy of a piece of work, from when it is first asked for. */
    private record Held(String tenant, AtomicReference<@Nullable Policy> policy) {}

    /** @param next cursor of the next page; null on the last */
    public record Page(
            List<PolicyVersion> versions, @Nullable String next) {

        public Page {
            versions = List.copyOf(versions);
        }
    }

    /** Whatever is applied meanwhile, {@link #of} answers the same policy from the start of the work to its end. */
    public <T> T during(String tenant, Supplier<T> work) {
        return ScopedValue.where(HELD, new Held(tenant, new AtomicReference<>()))
                .call(work::get);
    }

    public Policy of(String tenant) {
        if (!HELD.isBound() || !HELD.get().tenant().equals(tenant)) {
            return now(tenant);
        }
        AtomicReference<@Nullable Policy> held = HELD.get().policy();
        Policy policy = held.get();
        if (policy == null) {
            policy = now(tenant);
            held.set(policy);
        }
        return policy;
    }

    /** Nobody waits for another's question to the database, which could wait for a connection that the first one has. */
    private Policy now(String tenant) {
        Policy known = current.getIfPresent(tenant);
        if (known != null) {
            return known;
        }
        Policy read = transactions.in(tenant, () -> read(tenant));
        current.put(tenant, read);
        return read;
    }

    private Policy read(String tenant) {
        long latest = store.latest(tenant);
        if (latest == 0) {
            return installed;
        }
        Policy known = compiled.getIfPresent(tenant);
        if (known != null && known.version() == latest) {
            return known;
        }
        Policy policy = compile(tenant, store.find(tenant, latest).orElseThrow());
        compiled.put(tenant, policy);
        return policy;
    }

    private Policy compile(String tenant, PolicyVersion version) {
        try {
            return Policy.parse(version.yaml(), catalog).numbered(version.version());
        } catch (PolicyRefused refused) {
            throw new IllegalStateException(
                    "Calls of the tenant %s wait: this version of Handrail does not take its policy %d; apply a corrected one"
                            .formatted(tenant, version.version()),
                    refused);
        }
    }

    /**
     * Makes a policy the active one, at once in this process and within seconds in others, with a receipt. The one that is
     * active already stays as it is.
     *
     * @throws PolicyRefused when anything is wrong with it
     */
    public PolicyVersion apply(String tenant, String yaml, String by, String note) {
        Policy policy = Policy.parse(yaml, catalog);
        PolicyVersion applied = transactions.in(tenant, () -> {
            store.lock(tenant);
            long latest = store.latest(tenant);
            return store.find(tenant, latest)
                    .filter(active -> active.hash().equals(policy.hash()))
                    .orElseGet(() -> add(tenant, latest + 1, policy.hash(), yaml, by, note));
        });
        current.invalidate(tenant);
        return applied;
    }

    /** The newest version that has this text; for a request to apply it that comes a second time. */
    public Optional<PolicyVersion> applied(String tenant, String yaml) {
        return transactions.in(tenant, () -> store.newestWithHash(tenant, Digest.ofText(yaml)));
    }

    private PolicyVersion add(String tenant, long version, String hash, String yaml, String by, String note) {
        PolicyVersion added = store.add(tenant, version, hash, yaml, by, note);
        audit.append(AuditEntry.of(tenant, by, "policy_applied", "succeeded")
                .underPolicy(hash)
                .saying(Map.of("version", version, "note", note), Map.of()));
        return added;
    }

    /** The active version; empty when the tenant has the installation's policy. */
    public Optional<PolicyVersion> active(String tenant) {
        return transactions.in(tenant, () -> store.find(tenant, store.latest(tenant)));
    }

    public Optional<PolicyVersion> find(String tenant, long version) {
        return transactions.in(tenant, () -> store.find(tenant, version));
    }

    /** @throws PolicyRefused when anything is wrong with it */
    public Policy parse(String yaml) {
        return Policy.parse(yaml, catalog);
    }

    /** The text of the policy that a tenant without one of its own has. */
    public String installed() {
        return installedYaml;
    }

    public String installedHash() {
        return installed.hash();
    }

    /**
     * Newest first.
     *
     * @throws IllegalArgumentException when the cursor is not one of ours
     */
    public Page versions(String tenant, @Nullable String cursor, int limit) {
        long before = cursor == null ? Long.MAX_VALUE : Cursor.decode(cursor);
        List<PolicyVersion> versions = transactions.in(tenant, () -> store.before(tenant, before, limit + 1));
        if (versions.size() <= limit) {
            return new Page(versions, null);
        }
        List<PolicyVersion> page = versions.subList(0, limit);
        return new Page(page, Cursor.encode(page.getLast().version()));
    }
}
