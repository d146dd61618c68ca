package dev.handrail.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.connector.Change;
import dev.handrail.connector.Connector;
import dev.handrail.connector.ConnectorContract;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.connector.Search;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HubSpot keeps the contract, but for what its account cannot do, against a search that sees everything at once. */
class HubSpotContractIT extends ConnectorContract {

    private final Map<String, SimulatedPortal> portals = new HashMap<>();
    private final Connector crm = new OfTheTenant();

    @AfterEach
    void closeThePortals() {
        portals.values().forEach(SimulatedPortal::close);
    }

    @Override
    public Connector crm() {
        return crm;
    }

    @Override
    public Scope newScope() {
        String tenant = UUID.randomUUID().toString();
        SimulatedPortal portal = new SimulatedPortal(tenant);
        portal.searchAtOnce();
        portals.put(tenant, portal);
        return new Scope(tenant, "agent:test", "call-1");
    }

    @Override
    public void editAsAPerson(Scope scope, Ref ref, String field, Object value) {
        portal(scope).edit(ref, field, value);
    }

    @Override
    public void restoreAsAPerson(Scope scope, Ref ref) {
        portal(scope).restore(ref);
    }

    @Test
    void tellsARecordThatSomebodyChangedFromOneThatIsAsItWasMade() {
        CrmRecord lead = lead("dana@example.com");
        assertThat(crm.changedSinceCreation(scope(), lead.ref())).isFalse();

        portal(scope()).simulator.clock().advance(Duration.ofSeconds(3));
        editAsAPerson(scope(), lead.ref(), "title", "Chief of Staff");

        assertThat(crm.changedSinceCreation(scope(), lead.ref())).isTrue();
    }

    @Override
    public String campaignId() {
        return "C-2026-Q4";
    }

    @Override
    public String userId() {
        return crm.find(scope(), RecordType.USER, "email", "ada.owner@example.com", 1)
                .getFirst()
                .id();
    }

    @Override
    public String unknownId(RecordType type) {
        return "999999999999";
    }

    @Override
    public String keptAddress(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean keepsLeadsApartFromContacts() {
        return false;
    }

    @Override
    public boolean hasCampaigns() {
        return false;
    }

    @Override
    public boolean findsRemovedRecordsByKey() {
        return false;
    }

    private SimulatedPortal portal(Scope scope) {
        return Objects.requireNonNull(portals.get(scope.tenant()));
    }

    /** Each tenant has an account, and a connector, of its own. */
    private final class OfTheTenant implements Connector {

        @Override
        public String name() {
            return portal(scope()).crm.name();
        }

        @Override
        public boolean joinsOurTransaction() {
            return portal(scope()).crm.joinsOurTransaction();
        }

        @Override
        public Optional<CrmRecord> read(Scope scope, Ref ref) {
            return portal(scope).crm.read(scope, ref);
        }

        @Override
        public Optional<CrmRecord> findByKey(Scope scope, RecordType type, String key) {
            return portal(scope).crm.findByKey(scope, type, key);
        }

        @Override
        public boolean changedSinceCreation(Scope scope, Ref ref) {
            return portal(scope).crm.changedSinceCreation(scope, ref);
        }

        @Override
        public List<CrmRecord> find(Scope scope, RecordType type, String field, String value, int limit) {
            return portal(scope).crm.find(scope, type, field, value, limit);
        }

        @Override
        public List<CrmRecord> searchAccounts(Scope scope, String name, int limit) {
            return portal(scope).crm.searchAccounts(scope, name, limit);
        }

        @Override
        public List<List<CrmRecord>> search(Scope scope, List<Search> searches) {
            return portal(scope).crm.search(scope, searches);
        }

        @Override
        public boolean keepsAddressesUnique() {
            return portal(scope()).crm.keepsAddressesUnique();
        }

        @Override
        public Change create(Scope scope, RecordType type, Map<String, Object> fields, String key) {
            return portal(scope).crm.create(scope, type, fields, key);
        }

        @Override
        public Change update(Scope scope, Ref ref, Map<String, @Nullable Object> fields, @Nullable String ifVersion) {
            return portal(scope).crm.update(scope, ref, fields, ifVersion);
        }

        @Override
        public void remove(Scope scope, Ref ref, @Nullable String ifVersion) {
            portal(scope).crm.remove(scope, ref, ifVersion);
        }

        @Override
        public Conversion convertLead(
                Scope scope, String leadId, @Nullable String accountId, @Nullable String opportunityName, String key) {
            return portal(scope).crm.convertLead(scope, leadId, accountId, opportunityName, key);
        }

        @Override
        public Optional<String> link(Ref ref) {
            return portal(scope()).crm.link(ref);
        }

        @Override
        public void probe(Scope scope) {
            portal(scope).crm.probe(scope);
        }
    }
}
