package dev.handrail.office;

import dev.handrail.connector.Change;
import dev.handrail.connector.Connector;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.tenant.TenantTransactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * The built-in CRM. Every method joins the transaction of the caller, or has one of its own; a {@link CrmFailure} other
 * than UNAVAILABLE leaves the caller's transaction as if the method had not been called.
 */
public final class OfficeConnector implements Connector {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final TenantTransactions transactions;
    private final Latency latency;
    private final OfficeRows rows;
    private final OfficeRecords records;
    private final LeadConversion conversion;

    public OfficeConnector(TenantTransactions transactions, JdbcClient jdbc) {
        this(transactions, jdbc, Latency.NONE);
    }

    /** @param latency waited for before anything is read or locked */
    public OfficeConnector(TenantTransactions transactions, JdbcClient jdbc, Latency latency) {
        this.transactions = transactions;
        this.latency = latency;
        this.rows = new OfficeRows(jdbc);
        this.records = new OfficeRecords(rows);
        this.conversion = new LeadConversion(rows, records);
    }

    @Override
    public String name() {
        return "office";
    }

    @Override
    public boolean joinsOurTransaction() {
        return true;
    }

    @Override
    public boolean keepsTheOffice() {
        return true;
    }

    @Override
    public Map<String, Object> facts(Scope scope, Ref ref) {
        return ref.type() == RecordType.CONTACT ? in(scope, () -> rows.historyOf(ref.id())) : Map.of();
    }

    @Override
    public Optional<CrmRecord> read(Scope scope, Ref ref) {
        return in(scope, () -> records.read(ref));
    }

    @Override
    public Optional<CrmRecord> findByKey(Scope scope, RecordType type, String key) {
        return KEY.matcher(key).matches() ? in(scope, () -> rows.byKey(type, key)) : Optional.empty();
    }

    @Override
    public List<CrmRecord> find(Scope scope, RecordType type, String field, String value, int limit) {
        return in(scope, () -> records.find(type, field, value, limit));
    }

    @Override
    public List<CrmRecord> searchAccounts(Scope scope, String name, int limit) {
        return in(scope, () -> records.searchAccounts(name, limit));
    }

    @Override
    public Change create(Scope scope, RecordType type, Map<String, Object> fields, String key) {
        requireKey(key);
        return in(scope, () -> records.create(scope, type, fields, key));
    }

    @Override
    public Change update(Scope scope, Ref ref, Map<String, @Nullable Object> fields, @Nullable String ifVersion) {
        return in(scope, () -> records.update(scope, ref, fields, ifVersion));
    }

    @Override
    public void remove(Scope scope, Ref ref, @Nullable String ifVersion) {
        in(scope, () -> {
            records.remove(scope, ref, ifVersion);
            return true;
        });
    }

    /**
     * Takes a record out of the recycle bin, for a person; does nothing when it is not in there.
     *
     * @throws CrmFailure NOT_FOUND, DUPLICATE when its unique value was taken meanwhile, or INVALID when a record it
     *     points at is removed
     */
    public Change restore(Scope scope, Ref ref) {
        return in(scope, () -> records.restore(scope, ref));
    }

    /**
     * Without an account given, takes that of a contact with the lead's address, else the one with the domain of its
     * website or e-mail address, else one with exactly its company's name, else a new one.
     *
     * @throws CrmFailure DUPLICATE with the ids of contact, account and opportunity when the lead was converted under
     *     another key; NOT_FOUND or INVALID
     */
    @Override
    public Conversion convertLead(
            Scope scope, String leadId, @Nullable String accountId, @Nullable String opportunityName, String key) {
        requireKey(key);
        return in(scope, () -> conversion.convert(scope, leadId, accountId, opportunityName, key));
    }

    @Override
    public Optional<String> link(Ref ref) {
        return Optional.empty();
    }

    @Override
    public void probe(Scope scope) {
        in(scope, () -> true);
    }

    private static void requireKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new CrmFailure(Kind.INVALID, "A key is 1 to 64 letters, digits, _ or -");
        }
    }

    /** A refusal must not pass through the transaction template: it would condemn the caller's transaction. */
    private <T> T in(Scope scope, Supplier<T> work) {
        await();
        AtomicBoolean worked = new AtomicBoolean();
        try {
            Supplier<T> answer = transactions.in(scope.tenant(), () -> {
                Supplier<T> result = answer(work);
                worked.set(true);
                return result;
            });
            return answer.get();
        } catch (DataIntegrityViolationException
                | InvalidDataAccessResourceUsageException
                | InvalidDataAccessApiUsageException mistakeOfOurs) {
            throw mistakeOfOurs;
        } catch (DataAccessException | TransactionException e) {
            throw worked.get()
                    ? new CrmFailure(Kind.OUTCOME_UNKNOWN, "The database did not say whether it committed", e)
                    : new CrmFailure(Kind.UNAVAILABLE, "The database did not answer", e);
        }
    }

    private static <T> Supplier<T> answer(Supplier<T> work) {
        try {
            T result = work.get();
            return () -> result;
        } catch (CrmFailure refused) {
            return () -> {
                throw refused;
            };
        }
    }

    private void await() {
        try {
            latency.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CrmFailure(Kind.UNAVAILABLE, "Interrupted before anything was done", e);
        }
    }
}
