package dev.handrail.api.request;

import dev.handrail.call.IdempotencyKey;
import dev.handrail.tenant.TenantTransactions;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps the keys in Postgres, for as long as results are kept for replay. */
public final class StoredRequestKeys implements RequestKeys {

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    public StoredRequestKeys(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Override
    public Claim claim(String tenant, String key, String request) {
        return transactions.in(tenant, () -> {
            int claimed = jdbc.sql("""
                            INSERT INTO request_key (tenant, key, request) VALUES (:tenant, :key, :request)
                            ON CONFLICT (tenant, key) DO UPDATE
                            SET request = excluded.request, claimed_at = clock_timestamp()
                            WHERE request_key.claimed_at < clock_timestamp() - make_interval(hours => :hours)""")
                    .param("tenant", tenant)
                    .param("key", key)
                    .param("request", request)
                    .param("hours", Math.toIntExact(IdempotencyKey.KEPT.toHours()))
                    .update();
            if (claimed == 1) {
                return Claim.NEW;
            }
            String known = jdbc.sql("SELECT request FROM request_key WHERE tenant = ? AND key = ?")
                    .params(tenant, key)
                    .query(String.class)
                    .single();
            return known.equals(request) ? Claim.REPEATED : Claim.TAKEN;
        });
    }
}
