package dev.handrail.domain;

import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.tenant.TenantTransactions;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The business of each tenant; one that nobody has described yet has the table's defaults. */
public final class Businesses {

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    public Businesses(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** Appointments and invoices that are there keep their times and amounts. */
    public void put(String tenant, Business business, AuditLog audit, String by) {
        transactions.run(tenant, () -> {
            prepare(tenant);
            jdbc.sql("""
                            UPDATE office_business
                            SET name = :name, time_zone = :zone, currency = :currency, tax_percent = :tax,
                                opens = CAST(:opens AS time), closes = CAST(:closes AS time),
                                open_days = CAST(:days AS smallint[])
                            WHERE tenant = current_tenant()""")
                    .param("name", business.name())
                    .param("zone", business.zone().getId())
                    .param("currency", business.currency().getCurrencyCode())
                    .param("tax", business.taxPercent())
                    .param("opens", business.opens().toString())
                    .param("closes", business.closes().toString())
                    .param(
                            "days",
                            business.openDays().stream()
                                    .map(day -> String.valueOf(day.getValue()))
                                    .collect(Collectors.joining(",", "{", "}")))
                    .update();
            audit.append(AuditEntry.of(tenant, by, "business_changed", "succeeded"));
        });
    }

    public Business of(String tenant) {
        return transactions.in(
                tenant,
                () -> described()
                        .or(() -> {
                            prepare(tenant);
                            return described();
                        })
                        .orElseThrow());
    }

    private Optional<Business> described() {
        return jdbc.sql("SELECT * FROM office_business WHERE tenant = current_tenant()")
                .query(Businesses::read)
                .optional();
    }

    /** Numbers without a gap, as an auditor wants them: the number is taken back when the transaction is. */
    String nextInvoiceNumber(String tenant) {
        prepare(tenant);
        return jdbc.sql("""
                        UPDATE office_business SET last_invoice_number = last_invoice_number + 1
                        WHERE tenant = current_tenant() RETURNING last_invoice_number""").query(String.class).single();
    }

    private void prepare(String tenant) {
        jdbc.sql("INSERT INTO office_business (tenant) VALUES (?) ON CONFLICT DO NOTHING")
                .param(tenant)
                .update();
    }

    private static Business read(ResultSet row, int number) throws SQLException {
        return new Business(
                row.getString("name"),
                ZoneId.of(row.getString("time_zone")),
                Currency.getInstance(row.getString("currency")),
                row.getBigDecimal("tax_percent"),
                row.getObject("opens", LocalTime.class),
                row.getObject("closes", LocalTime.class),
                days(row.getArray("open_days")));
    }

    private static Set<DayOfWeek> days(Array numbers) throws SQLException {
        return Arrays.stream((Object[]) numbers.getArray())
                .map(number -> DayOfWeek.of(((Number) number).intValue()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
