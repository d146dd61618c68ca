package dev.handrail.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.call.Role;
import dev.handrail.credential.ApiKey.Holder;
import dev.handrail.credential.KeyStore.StoredKey;
import dev.handrail.tenant.TenantTransactions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Issues API keys and tells whose they are. A key's secret is stored as its hash only. */
public final class ApiKeys {

    /** How long another process goes on taking a key that was revoked here. */
    static final Duration REMEMBERED = Duration.ofSeconds(10);

    /** How exactly the last use of a key is known. */
    static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private static final int KEYS_REMEMBERED = 10_000;
    private static final int LONGEST_NAME = 100;
    private static final byte[] NO_HASH = new byte[32];
    private static final System.Logger LOG = System.getLogger(ApiKeys.class.getName());

    private final KeyStore store;
    private final Tenants tenants;
    private final TenantTransactions transactions;
    private final AuditLog audit;
    private final Clock clock;
    private final Cache<String, Optional<StoredKey>> keys;
    private final Cache<String, Instant> uses;

    public ApiKeys(JdbcClient jdbc, TenantTransactions transactions, AuditLog audit, Clock clock) {
        this(jdbc, transactions, audit, clock, Ticker.systemTicker());
    }

    ApiKeys(JdbcClient jdbc, TenantTransactions transactions, AuditLog audit, Clock clock, Ticker ticker) {
        this.store = new KeyStore(jdbc);
        this.tenants = new Tenants(jdbc);
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
        this.keys = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(REMEMBERED)
                .maximumSize(KEYS_REMEMBERED)
                .build();
        this.uses = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(USE_NOTED_EVERY)
                .maximumSize(KEYS_REMEMBERED)
                .build();
    }

    /**
     * Makes a key, with an audit row that names it.
     *
     * @param name what people call it, 1 to 100 characters; no secret
     * @param issuedBy the actor who asked for it
     * @param validFor null when it does not expire
     * @throws IllegalArgumentException when there is no such tenant, no role, no name, or a time that is not positive
     */
    public Issued issue(String tenant, Set<Role> roles, String name, String issuedBy, @Nullable Duration validFor) {
        return issue(tenant, roles, name, issuedBy, validFor, Holder.UNKNOWN);
    }

    /** As the other, and says whose key it is. */
    public Issued issue(
            String tenant, Set<Role> roles, String name, String issuedBy, @Nullable Duration validFor, Holder holder) {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("A key needs at least one role");
        }
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A key needs a name of 1 to 100 printable characters");
        }
        if (validFor != null && !validFor.isPositive()) {
            throw new IllegalArgumentException("A key is valid for more than no time; leave the time out for ever");
        }
        if (!tenants.exists(tenant)) {
            throw new IllegalArgumentException("There is no such tenant; create it first");
        }
        PresentedKey secret = PresentedKey.random();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant expiresAt = validFor == null ? null : now.plus(validFor).truncatedTo(ChronoUnit.MICROS);
        ApiKey key = new ApiKey(secret.id(), tenant, name, roles, issuedBy, now, expiresAt, null, null, holder);
        transactions.run(tenant, () -> {
            store.insert(key, secret.secretHash());
            audit.append(AuditEntry.of(tenant, issuedBy, "credential_issued", "succeeded")
                    .saying(description(key), Map.of()));
        });
        return new Issued(key.id(), secret.text(), expiresAt);
    }

    /** Absent for anything that is not a valid key now; why is not told. */
    public Optional<Principal> authenticate(String presented) {
        return PresentedKey.parse(presented).flatMap(this::authenticate);
    }

    /**
     * Takes a key out of use: at once in this process, within 10 seconds in others.
     *
     * @return false when the tenant has no such key in use
     */
    public boolean revoke(String tenant, String keyId, String revokedBy) {
        return transactions.in(tenant, () -> {
            if (!store.revoke(tenant, keyId, clock.instant())) {
                return false;
            }
            audit.append(AuditEntry.of(tenant, revokedBy, "credential_revoked", "succeeded")
                    .saying(Map.of("keyId", keyId), Map.of()));
            forgetAfterCommit(keyId);
            return true;
        });
    }

    /** A key of the tenant, also one that is expired or revoked. */
    public Optional<ApiKey> find(String tenant, String keyId) {
        Optional<StoredKey> known = keys.getIfPresent(keyId);
        if (known == null) {
            known = store.find(keyId);
            keys.put(keyId, known);
        }
        return known.map(StoredKey::key).filter(key -> key.tenant().equals(tenant));
    }

    /** The same as it is at this moment, also when another process revoked it just now. */
    public Optional<ApiKey> read(String tenant, String keyId) {
        return store.find(keyId).map(StoredKey::key).filter(key -> key.tenant().equals(tenant));
    }

    /** All keys of the tenant, expired and revoked ones too, oldest first. */
    public List<ApiKey> list(String tenant) {
        return store.list(tenant);
    }

    /** An unknown id costs the same look-up and the same comparison as a wrong secret. */
    private Optional<Principal> authenticate(PresentedKey presented) {
        Optional<StoredKey> stored = keys.get(presented.id(), store::find);
        byte[] expected = stored.map(StoredKey::secretHash).orElse(NO_HASH);
        boolean secretFits = MessageDigest.isEqual(presented.secretHash(), expected);
        Instant now = clock.instant();
        return stored.map(StoredKey::key)
                .filter(key -> secretFits && key.validAt(now))
                .map(key -> {
                    noteUse(key.id(), now);
                    return new Principal(key.id(), key.tenant(), key.name(), key.roles());
                });
    }

    private void noteUse(String id, Instant now) {
        if (uses.asMap().putIfAbsent(id, now) != null) {
            return;
        }
        try {
            store.used(id, now, now.minus(USE_NOTED_EVERY));
        } catch (DataAccessException e) {
            LOG.log(System.Logger.Level.WARNING, "The use of a key could not be noted; it was let in all the same", e);
        }
    }

    private void forgetAfterCommit(String id) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                keys.invalidate(id);
            }
        });
    }

    private static Map<String, Object> description(ApiKey key) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("keyId", key.id());
        description.put("label", key.name());
        description.put("roles", key.roles().stream().map(Role::label).sorted().toList());
        if (key.expiresAt() != null) {
            description.put("expiresAt", key.expiresAt().toString());
        }
        return description;
    }
}
