package dev.handrail.office;

import dev.handrail.tenant.TenantTransactions;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives a new tenant's Office its first users and campaigns. */
public final class OfficeSetup {

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    public OfficeSetup(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** Does nothing when the tenant has them. */
    public void prepare(String tenant) {
        transactions.run(
                tenant,
                () -> jdbc.sql("SELECT office_prepare(?)")
                        .param(tenant)
                        .query((_, _) -> true)
                        .list());
    }
}
