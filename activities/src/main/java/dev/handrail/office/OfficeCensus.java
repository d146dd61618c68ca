package dev.handrail.office;

import dev.handrail.connector.RecordType;
import dev.handrail.tenant.TenantTransactions;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts what is in a tenant's Office. */
public final class OfficeCensus {

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    public OfficeCensus(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** How many live records there are of each type. */
    public Map<RecordType, Long> counts(String tenant) {
        return census(tenant, "count(*)");
    }

    /**
     * How many live records of each type say exactly what an earlier one says: the same e-mail address in another case,
     * the same account name, for all others the same in every field.
     */
    public Map<RecordType, Long> repetitions(String tenant) {
        return census(tenant, "count(*) - count(DISTINCT %s)");
    }

    private Map<RecordType, Long> census(String tenant, String expression) {
        String sql = Arrays.stream(RecordType.values())
                .map(type ->
                        "SELECT '%s' AS type, %s AS number FROM %s WHERE tenant = current_tenant() AND removed_at IS NULL"
                                .formatted(
                                        type,
                                        expression.formatted(identity(type)),
                                        OfficeTable.of(type).name()))
                .collect(Collectors.joining(" UNION ALL "));
        Map<RecordType, Long> counts = new EnumMap<>(RecordType.class);
        transactions.run(
                tenant,
                () -> jdbc.sql(sql)
                        .query((rows, _) ->
                                counts.put(RecordType.valueOf(rows.getString("type")), rows.getLong("number")))
                        .list());
        return counts;
    }

    private static String identity(RecordType type) {
        return switch (type) {
            case LEAD, CONTACT -> "email_key";
            case ACCOUNT -> "office_key(name)";
            default ->
                OfficeTable.of(type).columns().stream()
                        .map(Column::name)
                        .collect(Collectors.joining(", ", "ROW(", ")"));
        };
    }
}
