package dev.handrail.tenant;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in a transaction that sees one tenant's rows. Row-level security hides every other row, also from a query
 * that forgets to ask for the tenant.
 */
public final class TenantTransactions {

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final ThreadLocal<@Nullable String> open = new ThreadLocal<>();

    public TenantTransactions(PlatformTransactionManager manager, JdbcClient jdbc) {
        this.transactions = new TransactionTemplate(manager);
        this.jdbc = jdbc;
    }

    /**
     * Inside an open transaction of the same tenant the work joins it; an exception that is caught there leaves it
     * usable.
     */
    @SuppressWarnings("NullAway") // what the work answers is what is answered
    public <T> T in(String tenant, Supplier<T> work) {
        String outer = open.get();
        if (outer != null) {
            if (!outer.equals(tenant)) {
                throw new IllegalStateException("A transaction of one tenant cannot work for another");
            }
            return work.get();
        }
        return transactions.execute(status -> {
            jdbc.sql("SELECT set_config('handrail.tenant', ?, true)")
                    .param(tenant)
                    .query(String.class)
                    .single();
            open.set(tenant);
            try {
                return work.get();
            } finally {
                open.remove();
            }
        });
    }

    public void run(String tenant, Runnable work) {
        in(tenant, () -> {
            work.run();
            return true;
        });
    }
}
