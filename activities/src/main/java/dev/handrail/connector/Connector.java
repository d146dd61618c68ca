package dev.handrail.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Talks to one CRM. The rules of the tools are not here; a connector only reads and writes records, maps their fields
 * and says in {@link CrmFailure} what went wrong. Fields not known to {@link Fields} are a programming error.
 *
 * <p>Every implementation passes {@code ConnectorContract}.
 */
public interface Connector {

    /** Lower-case, as in metrics and limits: {@code office}, {@code salesforce}, {@code hubspot}. */
    String name();

    /**
     * Whether writes join the transaction of the caller, so that an effect and its receipt commit together. False for
     * every CRM that is reached over a network.
     */
    boolean joinsOurTransaction();

    /** Whether it keeps tickets, services, invoices and messages as well: the records from ADDRESS on. */
    default boolean keepsTheOffice() {
        return false;
    }

    /**
     * What it knows of a record besides its fields, for the conditions of a policy, such as how many tickets a contact
     * has.
     */
    default Map<String, Object> facts(Scope scope, Ref ref) {
        return Map.of();
    }

    /** Absent also when the record was removed. */
    Optional<CrmRecord> read(Scope scope, Ref ref);

    /** The record that was created under this key, removed or not. */
    Optional<CrmRecord> findByKey(Scope scope, RecordType type, String key);

    /**
     * Whether somebody may have changed the record since it was created. Asked when the answer to its creation was lost,
     * so that nobody knows which version was ours; never of a connector that joins our transaction.
     */
    default boolean changedSinceCreation(Scope scope, Ref ref) {
        return true;
    }

    /** Records whose field equals the value, case-insensitively for text; oldest first, at most {@code limit}. */
    List<CrmRecord> find(Scope scope, RecordType type, String field, String value, int limit);

    /** Accounts whose name resembles this one, most alike first; the caller scores them. */
    List<CrmRecord> searchAccounts(Scope scope, String name, int limit);

    /** Answers each of these, in their order, in as few requests as the CRM allows. */
    default List<List<CrmRecord>> search(Scope scope, List<Search> searches) {
        return searches.stream()
                .map(search -> switch (search) {
                    case Search.ByField by -> find(scope, by.type(), by.field(), by.value(), by.limit());
                    case Search.AccountsLike like -> searchAccounts(scope, like.name(), like.limit());
                })
                .toList();
    }

    /** Whether searches for different types of records travel in one request, so that one more costs nothing. */
    default boolean searchesTogether() {
        return false;
    }

    /** Whether the CRM itself refuses a second lead of an address, so that nobody has to look before creating one. */
    default boolean keepsAddressesUnique() {
        return false;
    }

    /**
     * Creates a record once: the same key again answers the record that exists.
     *
     * @param key 1 to 64 characters of {@code [A-Za-z0-9_-]}, stored as the record's external id
     * @throws CrmFailure DUPLICATE when a unique value is taken, such as a lead's e-mail address; RESEMBLES_OTHERS when
     *     a rule of the CRM takes it for a duplicate and the scope does not {@link Scope#insists insist}
     */
    Change create(Scope scope, RecordType type, Map<String, Object> fields, String key);

    /**
     * Changes the given fields; a null value empties a field.
     *
     * @param ifVersion change only when the record has this version; null for whatever it has
     * @throws CrmFailure CHANGED_MEANWHILE, NOT_FOUND, DUPLICATE or INVALID
     */
    Change update(Scope scope, Ref ref, Map<String, @Nullable Object> fields, @Nullable String ifVersion);

    /**
     * Removes a record so that a person can restore it (recycle bin).
     *
     * @throws CrmFailure CHANGED_MEANWHILE, NOT_FOUND, or IN_USE when other records depend on it
     */
    void remove(Scope scope, Ref ref, @Nullable String ifVersion);

    /** Turns a lead into a contact on the account, and an opportunity when a name is given; once a key. */
    Conversion convertLead(
            Scope scope, String leadId, @Nullable String accountId, @Nullable String opportunityName, String key);

    /** @param opportunityId null when none was asked for */
    record Conversion(
            CrmRecord lead,
            String contactId,
            String accountId,
            @Nullable String opportunityId) {}

    /** A link a person can open, when the CRM has a web page for the record. */
    Optional<String> link(Ref ref);

    /** Asks the CRM for the cheapest thing that proves it is there; throws {@link CrmFailure} when it is not. */
    void probe(Scope scope);
}
