package dev.handrail.budget;

import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.tenant.TenantTransactions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Leaves a row {@code crm_budget} in the audit, one for each window whatever number of processes see it. */
public final class AuditedAlarm implements BudgetAlarm {

    private static final String ACTOR = "handrail";

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final AuditLog audit;

    public AuditedAlarm(TenantTransactions transactions, JdbcClient jdbc, AuditLog audit) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    public void raised(Budget budget, Level level, Instant now, Instant next) {
        String status = level.name().toLowerCase(Locale.ROOT);
        transactions.run(budget.tenant(), () -> {
            if (isFirst(budget, status, now, next)) {
                audit.append(receipt(budget, status));
            }
        });
    }

    private boolean isFirst(Budget budget, String status, Instant now, Instant next) {
        return jdbc.sql("""
                        INSERT INTO crm_budget_alarm AS earlier (tenant, connector, period, level, until)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (tenant, connector, period, level) DO UPDATE SET until = excluded.until
                        WHERE earlier.until <= ?""")
                        .params(
                                budget.tenant(),
                                budget.connector(),
                                budget.period(),
                                status,
                                next.atOffset(ZoneOffset.UTC),
                                now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static AuditEntry receipt(Budget budget, String status) {
        return AuditEntry.of(budget.tenant(), ACTOR, "crm_budget", status)
                .inCrm(budget.connector(), null)
                .saying(
                        Map.of("period", budget.period()),
                        Map.of(
                                "capacity",
                                budget.capacity(),
                                "remaining",
                                budget.remaining(),
                                "resetsAt",
                                budget.resetsAt().toString()));
    }
}
