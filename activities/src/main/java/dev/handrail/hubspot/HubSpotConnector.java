package dev.handrail.hubspot;

import dev.handrail.connector.AccessTokens;
import dev.handrail.connector.Change;
import dev.handrail.connector.Connector;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.connector.Search;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HubSpot, as one tenant's access token reaches it. A lead and a contact are both a HubSpot contact, so they share their
 * ids and their addresses; campaigns are not available. What an account needs first: {@link HubSpotSetup}.
 *
 * <p>Three things HubSpot cannot do, so this cannot either: compare a version and write in one step (a change that
 * another process makes between our read and our write is overwritten), find an archived record by its key, and search
 * what was written in the last seconds.
 */
public final class HubSpotConnector implements Connector {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** A key that no record has. */
    private static final String PROBE = "handrail-probe";

    private final HubSpotSettings settings;
    private final HubSpotClient client;
    private final HubSpotRecords records;
    private final Creation creation;
    private final Finding finding;
    private final LeadConversion conversion;
    private volatile boolean isPrepared;

    /**
     * @param tokens of the one tenant this is for
     * @param quotas is told of the windows {@code ten-seconds}, {@code day} and {@code search}
     */
    public HubSpotConnector(HubSpotSettings settings, AccessTokens tokens, QuotaListener quotas) {
        this.settings = settings;
        this.client = new HubSpotClient(settings, tokens, quotas);
        this.records = new HubSpotRecords(client, Mapping.all(settings));
        this.creation = new Creation(client, records, settings);
        this.finding = new Finding(client, records);
        this.conversion = new LeadConversion(records, creation, finding, settings);
    }

    @Override
    public String name() {
        return "hubspot";
    }

    @Override
    public boolean joinsOurTransaction() {
        return false;
    }

    @Override
    public Optional<CrmRecord> read(Scope scope, Ref ref) {
        return ref.type() == RecordType.USER ? finding.user(scope, ref.id()) : records.recalledOrRead(scope, ref);
    }

    /** Not when it was archived: HubSpot gives up the unique values of such a record. */
    @Override
    public Optional<CrmRecord> findByKey(Scope scope, RecordType type, String key) {
        if (!KEY.matcher(key).matches()) {
            return Optional.empty();
        }
        Mapping mapping = records.mapping(type);
        return records.storedBy(scope, mapping, Mapping.KEY, key).map(stored -> records.record(mapping, stored));
    }

    @Override
    public boolean changedSinceCreation(Scope scope, Ref ref) {
        return records.changedSinceCreation(scope, ref);
    }

    @Override
    public List<CrmRecord> find(Scope scope, RecordType type, String field, String value, int limit) {
        return finding.find(scope, type, field, value, limit);
    }

    @Override
    public List<CrmRecord> searchAccounts(Scope scope, String name, int limit) {
        return finding.searchAccounts(scope, name, limit);
    }

    /** A domain and a name of accounts travel together; everything else is asked one after the other. */
    @Override
    public List<List<CrmRecord>> search(Scope scope, List<Search> searches) {
        return searches.size() == 2
                        && searches.getFirst() instanceof Search.ByField by
                        && searches.getLast() instanceof Search.AccountsLike like
                        && by.type() == RecordType.ACCOUNT
                        && by.field().equals("domain")
                ? finding.accounts(scope, by, like)
                : Connector.super.search(scope, searches);
    }

    @Override
    public boolean keepsAddressesUnique() {
        return true;
    }

    @Override
    public Change create(Scope scope, RecordType type, Map<String, Object> fields, String key) {
        requireKey(key);
        return creation.create(scope, type, fields, key);
    }

    @Override
    public Change update(Scope scope, Ref ref, Map<String, @Nullable Object> fields, @Nullable String ifVersion) {
        return records.update(scope, ref, fields, ifVersion);
    }

    @Override
    public void remove(Scope scope, Ref ref, @Nullable String ifVersion) {
        records.remove(scope, ref, ifVersion);
    }

    /**
     * Moves the contact on: gives it the account, a deal when a name is given, and the lifecycle stage that goes with
     * it. Contact and lead are one record and have one id. A conversion is no change of one record that could be taken
     * back by its earlier values, so none are kept ahead.
     */
    @Override
    public Conversion convertLead(
            Scope scope, String leadId, @Nullable String accountId, @Nullable String opportunityName, String key) {
        requireKey(key);
        Scope keepingNothing = new Scope(scope.tenant(), scope.by(), scope.callId());
        return conversion.convert(keepingNothing, leadId, accountId, opportunityName, key);
    }

    @Override
    public Optional<String> link(Ref ref) {
        String portal = settings.portal();
        Optional<String> type = switch (ref.type()) {
            case LEAD, CONTACT -> Optional.of("0-1");
            case ACCOUNT -> Optional.of("0-2");
            case OPPORTUNITY -> Optional.of("0-3");
            default -> Optional.empty();
        };
        return portal == null
                ? Optional.empty()
                : type.map(number ->
                        "https://app.hubspot.com/contacts/%s/record/%s/%s".formatted(portal, number, ref.id()));
    }

    @Override
    public void probe(Scope scope) {
        client.account(scope);
        if (!isPrepared) {
            var _ = findByKey(scope, RecordType.LEAD, PROBE);
            isPrepared = true;
        }
    }

    private static void requireKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new CrmFailure(Kind.INVALID, "A key is 1 to 64 letters, digits, _ or -");
        }
    }
}
