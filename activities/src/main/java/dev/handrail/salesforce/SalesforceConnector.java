package dev.handrail.salesforce;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Salesforce, each tenant its own org. What an org needs for it is in docs/salesforce.md. A write that was not answered
 * is never sent again by itself: the same call under the same key finds what it made.
 */
public final class SalesforceConnector implements Connector {

    static final String NAME = "salesforce";

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** A key that no record has. */
    private static final String PROBE = "handrail-probe";

    /** One tenant's. */
    private record Org(
            SalesforceApi api,
            Records records,
            Changes changes,
            Finder finder,
            LeadConversion conversion,
            LimitsWatch limits) {}

    private final Function<String, SalesforceSignIn> signIns;
    private final SalesforceSettings settings;
    private final QuotaListener quotas;
    private final InstantSource clock;
    private final Map<String, Org> orgs = new ConcurrentHashMap<>();
    private final Set<String> prepared = ConcurrentHashMap.newKeySet();

    /**
     * @param signIns the tenant's; asked for once a tenant
     * @throws IllegalStateException when the JVM would send a request again whose connection broke
     */
    public SalesforceConnector(
            Function<String, SalesforceSignIn> signIns, SalesforceSettings settings, QuotaListener quotas) {
        this(signIns, settings, quotas, InstantSource.system());
    }

    SalesforceConnector(
            Function<String, SalesforceSignIn> signIns,
            SalesforceSettings settings,
            QuotaListener quotas,
            InstantSource clock) {
        requireSinglePosts(System.getProperty("sun.net.http.retryPost"));
        this.signIns = signIns;
        this.settings = settings;
        this.quotas = quotas;
        this.clock = clock;
    }

    static void requireSinglePosts(@Nullable String retryPost) {
        if (!"false".equals(retryPost)) {
            throw new IllegalStateException("Start Java with -Dsun.net.http.retryPost=false; without it a request whose"
                    + " connection breaks is sent twice, and Salesforce may make two records");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean joinsOurTransaction() {
        return false;
    }

    @Override
    public Optional<CrmRecord> read(Scope scope, Ref ref) {
        return in(scope, org -> org.records.read(ref));
    }

    @Override
    public Optional<CrmRecord> findByKey(Scope scope, RecordType type, String key) {
        SalesforceObject object = SalesforceObject.of(type);
        return KEY.matcher(key).matches()
                ? in(scope, org -> org.records.byKey(object, key).map(row -> Shape.record(object, row)))
                : Optional.empty();
    }

    @Override
    public boolean changedSinceCreation(Scope scope, Ref ref) {
        return in(scope, org -> org.records.changedSinceCreation(ref));
    }

    @Override
    public List<CrmRecord> find(Scope scope, RecordType type, String field, String value, int limit) {
        return in(scope, org -> org.finder.find(new Search.ByField(type, field, value, limit)));
    }

    @Override
    public List<CrmRecord> searchAccounts(Scope scope, String name, int limit) {
        return in(scope, org -> org.finder.find(new Search.AccountsLike(name, limit)));
    }

    @Override
    public List<List<CrmRecord>> search(Scope scope, List<Search> searches) {
        return in(scope, org -> org.finder.find(searches));
    }

    @Override
    public boolean searchesTogether() {
        return true;
    }

    @Override
    public Change create(Scope scope, RecordType type, Map<String, Object> fields, String key) {
        requireKey(key);
        return in(scope, org -> org.records.create(type, fields, key, scope.insists()));
    }

    @Override
    public Change update(Scope scope, Ref ref, Map<String, @Nullable Object> fields, @Nullable String ifVersion) {
        return in(scope, org -> org.changes.update(scope, ref, fields, ifVersion));
    }

    @Override
    public void remove(Scope scope, Ref ref, @Nullable String ifVersion) {
        in(scope, org -> {
            org.changes.remove(ref, ifVersion);
            return true;
        });
    }

    @Override
    public Conversion convertLead(
            Scope scope, String leadId, @Nullable String accountId, @Nullable String opportunityName, String key) {
        requireKey(key);
        return in(scope, org -> org.conversion.convert(scope, leadId, accountId, opportunityName, key));
    }

    /** Empty as long as there is more than one org, for a reference does not say whose it is. */
    @Override
    public Optional<String> link(Ref ref) {
        List<Org> known = List.copyOf(orgs.values());
        if (known.size() != 1 || RecordIds.full(ref.type(), ref.id()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("%s/lightning/r/%s/%s/view"
                .formatted(
                        known.getFirst().api.instanceUrl(),
                        SalesforceObject.of(ref.type()).name(),
                        ref.id()));
    }

    /** Reads the limits, which also tells the listener, and once whether the org has our fields. */
    @Override
    public void probe(Scope scope) {
        in(scope, org -> {
            org.limits.ask();
            return true;
        });
        if (!prepared.contains(scope.tenant())) {
            var _ = findByKey(scope, RecordType.LEAD, PROBE);
            prepared.add(scope.tenant());
        }
    }

    private static void requireKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new CrmFailure(Kind.INVALID, "A key is 1 to 64 letters, digits, _ or -");
        }
    }

    private <T> T in(Scope scope, Function<Org, T> work) {
        Org org = orgs.computeIfAbsent(scope.tenant(), this::org);
        try {
            T result = work.apply(org);
            org.limits.called();
            return result;
        } catch (CrmFailure failure) {
            org.limits.failed(failure);
            throw failure;
        }
    }

    private Org org(String tenant) {
        SalesforceApi api = new SalesforceApi(signIns.apply(tenant), settings);
        Records records = new Records(api, new Picklists(api));
        Changes changes = new Changes(api, records);
        return new Org(
                api,
                records,
                changes,
                new Finder(api),
                new LeadConversion(api, records, changes),
                new LimitsWatch(tenant, api, quotas, clock));
    }
}
