package dev.handrail.tenant;

import java.util.function.Supplier;
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

    public TenantTransactions(PlatformTransactionManager manager, JdbcClient jdbc) {
        this.transactions = new TransactionTemplate(manager);
        this.jdbc = jdbc;
    }

    /** Joins the transaction that is open, if one is. */
    public <T> T in(String tenant, Supplier<T> work) {
        return transactions.execute(status -> {
            jdbc.sql("SELECT set_config('handrail.tenant', ?, true)")
                    .param(tenant)
                    .query(String.class)
                    .single();
            return work.get();
        });
    }

    public void run(String tenant, Runnable work) {
        in(tenant, () -> {
            work.run();
            return true;
        });
    }
}
