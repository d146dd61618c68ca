package dev.handrail.office;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.domain.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The SQL of Office, generated from {@link OfficeTable}; runs in the transaction of the caller. No statement fails in
 * the course of normal business, because that would spoil the transaction for what the caller has yet to write.
 */
final class OfficeRows {

    /** How strongly a row is locked while it is read. */
    enum Lock {
        NONE(""),
        /** Keeps others from changing it. */
        CHANGE(" FOR NO KEY UPDATE"),
        /** Keeps others also from pointing at it. */
        REMOVAL(" FOR UPDATE");

        private final String clause;

        Lock(String clause) {
            this.clause = clause;
        }
    }

    /** What happens to the recycle bin's mark on a row. */
    enum Bin {
        UNTOUCHED(""),
        INTO(", removed_at = now()"),
        OUT_OF(", removed_at = NULL");

        private final String assignment;

        Bin(String assignment) {
            this.assignment = assignment;
        }
    }

    private static final String LIVE = "tenant = current_tenant() AND removed_at IS NULL";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    OfficeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<CrmRecord> live(Ref ref, Lock lock) {
        return select(ref.type(), LIVE + " AND id = :id" + lock.clause, Map.of("id", ref.id()))
                .findFirst();
    }

    Optional<CrmRecord> removed(Ref ref) {
        return select(
                        ref.type(),
                        "tenant = current_tenant() AND removed_at IS NOT NULL AND id = :id" + Lock.CHANGE.clause,
                        Map.of("id", ref.id()))
                .findFirst();
    }

    Optional<CrmRecord> byKey(RecordType type, String key) {
        return select(type, "tenant = current_tenant() AND external_id = :key", Map.of("key", key))
                .findFirst();
    }

    /** The lead to convert and, before it, the one that was converted under this key. */
    List<CrmRecord> toConvert(String leadId, String key) {
        return select(
                        RecordType.LEAD,
                        "tenant = current_tenant() AND (conversion_key = :key OR (id = :id AND removed_at IS NULL))"
                                + " ORDER BY conversion_key IS NOT DISTINCT FROM :key DESC FOR UPDATE",
                        Map.of("id", leadId, "key", key))
                .toList();
    }

    boolean convertedUnder(CrmRecord lead, String key) {
        return jdbc.sql("SELECT conversion_key = :key FROM office_lead WHERE tenant = current_tenant() AND id = :id")
                .param("key", key)
                .param("id", lead.id())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    List<CrmRecord> find(RecordType type, Column column, Object value, int limit) {
        return select(
                        type,
                        LIVE + " AND " + column.lookup() + " ORDER BY created_at, id LIMIT :limit",
                        Map.of("value", value.toString(), "limit", limit))
                .toList();
    }

    List<CrmRecord> similarAccounts(String name, int limit) {
        return jdbc.sql("SELECT %s FROM office_similar_accounts(:name, :limit) JOIN office_account USING (id)"
                                .formatted(columns(OfficeTable.of(RecordType.ACCOUNT)))
                        + " WHERE tenant = current_tenant() ORDER BY (name_key = office_company_key(:name)) DESC, likeness DESC,"
                        + " created_at, id")
                .param("name", name)
                .param("limit", limit)
                .query((rows, _) -> record(RecordType.ACCOUNT, rows))
                .list();
    }

    private Stream<CrmRecord> select(RecordType type, String condition, Map<String, Object> values) {
        OfficeTable table = OfficeTable.of(type);
        return jdbc
                .sql("SELECT %s FROM %s WHERE %s".formatted(columns(table), table.name(), condition))
                .params(values)
                .query((rows, _) -> record(type, rows))
                .list()
                .stream();
    }

    /** Ids of the other records that hold this value of the table's unique field. */
    List<String> holders(OfficeTable table, Column unique, Object value, String exceptId) {
        return jdbc.sql("SELECT id FROM %s WHERE tenant = current_tenant() AND %s AND %s AND id <> :except"
                        .formatted(table.name(), table.holdsUnique(), unique.lookup()))
                .param("except", exceptId)
                .param("value", unique.type().write(value))
                .query(String.class)
                .list();
    }

    /** The fields, such as {@code CONTACT.accountId}, by which live records point at this one. */
    List<String> pointingAt(Ref ref) {
        List<String> queries = new ArrayList<>();
        OfficeTable.pointingAt(ref.type()).forEach((table, columns) -> {
            for (Column column : columns) {
                queries.add("SELECT '%s.%s' WHERE EXISTS (SELECT FROM %s WHERE %s AND %s = :id)"
                        .formatted(table.type(), column.field(), table.name(), LIVE, column.name()));
            }
        });
        if (queries.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(String.join(" UNION ALL ", queries) + " ORDER BY 1")
                .param("id", ref.id())
                .query(String.class)
                .list();
    }

    /** How many tickets and invoices a contact has, and what the tickets that were not cancelled come to. */
    Map<String, Object> historyOf(String contactId) {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM office_ticket WHERE %1$s AND contact_id = :id) AS tickets,
                               (SELECT coalesce(sum(total), 0) FROM office_ticket
                                WHERE %1$s AND contact_id = :id AND status <> 'cancelled') AS total,
                               (SELECT count(*) FROM office_invoice WHERE %1$s AND contact_id = :id) AS invoices,
                               (SELECT currency FROM office_business WHERE tenant = current_tenant()) AS currency""".formatted(LIVE))
                .param("id", contactId)
                .query((row, _) -> {
                    String currency = row.getString("currency");
                    return Map.<String, Object>of(
                            "tickets", row.getLong("tickets"),
                            "invoices", row.getLong("invoices"),
                            "worth",
                                    Money.words(
                                            row.getLong("total"),
                                            Currency.getInstance(currency == null ? "USD" : currency)));
                })
                .single();
    }

    /** Empty when the key or a unique value is taken, or when a record pointed at is not there. */
    Optional<CrmRecord> insert(Scope scope, OfficeTable table, String key, Values values) {
        Statement statement = new Statement();
        statement.text("WITH made AS (INSERT INTO %s (tenant, id, external_id, updated_by".formatted(table.name()));
        values.columns().forEach(column -> statement.text(", " + column.name()));
        statement
                .text(") SELECT current_tenant(), ")
                .value(OfficeId.next(table.type()))
                .text(", ")
                .value(key)
                .text(", ")
                .value(scope.by());
        values.columns().forEach(column -> statement.text(", ").value(column, values.of(column)));
        statement.references(" FROM ", values);
        statement.text(" ON CONFLICT DO NOTHING RETURNING " + columns(table));
        return write(scope, table, statement, null);
    }

    /** Empty when the record has another version by now, or when a record pointed at is not there. */
    Optional<CrmRecord> update(Scope scope, CrmRecord current, Values values, Bin bin) {
        OfficeTable table = OfficeTable.of(current.ref().type());
        Map<String, List<@Nullable Object>> changes = new LinkedHashMap<>();
        Statement statement = new Statement();
        statement
                .text("WITH made AS (UPDATE %s t SET version = t.version + 1, updated_at = now(), updated_by = "
                        .formatted(table.name()))
                .value(scope.by())
                .text(bin.assignment);
        for (Column column : values.columns()) {
            Object value = values.of(column);
            statement.text(", " + column.name() + " = ").value(column, value);
            changes.put(column.field(), beforeAndAfter(current.field(column.field()), value));
        }
        if (bin != Bin.UNTOUCHED) {
            changes.put("removed", beforeAndAfter(bin == Bin.OUT_OF, bin == Bin.INTO));
        }
        statement.references(" FROM ", values);
        statement
                .text(" WHERE t.tenant = current_tenant() AND t.id = ")
                .value(current.id())
                .text(" AND CAST(t.version AS text) = ")
                .value(current.version())
                .text(" RETURNING ")
                .text(table.columns().stream()
                        .map(column -> ", t." + column.name())
                        .collect(Collectors.joining("", "t.id, t.version", "")));
        return write(scope, table, statement, JSON.writeValueAsString(changes));
    }

    private static List<@Nullable Object> beforeAndAfter(@Nullable Object before, @Nullable Object after) {
        List<@Nullable Object> pair = new ArrayList<>(2);
        pair.add(before);
        pair.add(after);
        return pair;
    }

    /** Completes the statement so that it writes the history as well and answers the record. */
    private Optional<CrmRecord> write(Scope scope, OfficeTable table, Statement statement, @Nullable String changes) {
        statement
                .text("), noted AS (INSERT INTO office_history (tenant, record_id, version, by, call_id, changes)"
                        + " SELECT current_tenant(), id, version, ")
                .value(scope.by())
                .text(", ")
                .value(scope.callId())
                .text(", CAST(")
                .value(changes)
                .text(" AS jsonb) FROM made) SELECT * FROM made");
        var client = jdbc.sql(statement.sql.toString());
        for (int i = 0; i < statement.values.size(); i++) {
            client = client.param(i + 1, statement.values.get(i), Types.VARCHAR);
        }
        return client.query((rows, _) -> record(table.type(), rows)).optional();
    }

    /**
     * All of the work or, when it is refused, nothing of it; either way the transaction stays usable.
     *
     * @throws CrmFailure as the work does, and DUPLICATE when a unique value is taken
     */
    <T> T atomically(Supplier<T> work) {
        jdbc.sql("SAVEPOINT office").update();
        try {
            T result = work.get();
            jdbc.sql("RELEASE SAVEPOINT office").update();
            return result;
        } catch (CrmFailure e) {
            undoToSavepoint();
            throw e;
        } catch (DuplicateKeyException _) {
            undoToSavepoint();
            throw CrmFailure.duplicate("A record with the same unique value exists", List.of());
        }
    }

    private void undoToSavepoint() {
        jdbc.sql("ROLLBACK TO SAVEPOINT office").update();
        jdbc.sql("RELEASE SAVEPOINT office").update();
    }

    private static String columns(OfficeTable table) {
        return table.columns().stream()
                .map(column -> ", " + column.name())
                .collect(Collectors.joining("", "id, version", ""));
    }

    private static CrmRecord record(RecordType type, ResultSet rows) throws SQLException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Column column : OfficeTable.of(type).columns()) {
            Object value = column.type().read(rows, column.name());
            if (value != null) {
                fields.put(column.field(), value);
            }
        }
        return new CrmRecord(new Ref(type, rows.getString("id")), rows.getString("version"), fields);
    }

    /** SQL and the values for its question marks, in order. */
    private static final class Statement {

        private final StringBuilder sql = new StringBuilder();
        private final List<@Nullable String> values = new ArrayList<>();

        Statement text(String text) {
            sql.append(text);
            return this;
        }

        Statement value(@Nullable String value) {
            values.add(value);
            return text("?");
        }

        Statement value(Column column, @Nullable Object value) {
            return text("CAST(")
                    .value(value == null ? null : column.type().write(value))
                    .text(" AS " + column.type().sqlType() + ")");
        }

        /** Requires every record pointed at to be live, and to stay so until the transaction ends. */
        void references(String keyword, Values values) {
            String separator = keyword;
            for (Column column : values.references()) {
                String id = String.valueOf(values.of(column));
                RecordType type = OfficeId.type(id).orElseThrow();
                text("%s(SELECT FROM %s WHERE %s AND id = "
                                .formatted(separator, OfficeTable.of(type).name(), LIVE))
                        .value(id)
                        .text(" FOR KEY SHARE) " + column.name() + "_target");
                separator = ", ";
            }
        }
    }
}
