package dev.handrail.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.connector.Connector;
import dev.handrail.connector.ConnectorContract;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SalesforceContractIT extends ConnectorContract {

    private static final List<SimulatedOrg> ORGS = List.of(new SimulatedOrg(), new SimulatedOrg());
    private static final Map<String, SimulatedOrg> BY_TENANT = new ConcurrentHashMap<>();
    private static final AtomicInteger SCOPES = new AtomicInteger();
    private static final SalesforceConnector SALESFORCE =
            new SalesforceConnector(tenant -> org(tenant).signIn(), SalesforceSettings.defaults(), QuotaListener.NONE);

    private String campaignId = "";

    @Override
    public Connector crm() {
        return SALESFORCE;
    }

    /** The orgs take turns, so that the last two scopes are there at the same time. */
    @Override
    public Scope newScope() {
        int number = SCOPES.incrementAndGet();
        SimulatedOrg org = ORGS.get(number % ORGS.size());
        org.reset();
        campaignId = org.seed("Campaign", Map.of("Name", "Fourth quarter"))
                .path("Id")
                .asString();
        Scope scope = new Scope("tenant-" + number, "agent:test", "call-1");
        BY_TENANT.put(scope.tenant(), org);
        return scope;
    }

    private static SimulatedOrg org(String tenant) {
        return BY_TENANT.get(tenant);
    }

    @Override
    public void editAsAPerson(Scope scope, Ref ref, String field, Object value) {
        SalesforceObject object = SalesforceObject.of(ref.type());
        org(scope.tenant())
                .admin(
                        "PATCH",
                        "/records/" + object.name() + "/" + ref.id(),
                        Map.of(object.field(field).api(), value));
    }

    /** A second later, for that is what Salesforce's stamp counts. */
    @Override
    public void restoreAsAPerson(Scope scope, Ref ref) {
        org(scope.tenant()).simulator.clock().advance(Duration.ofSeconds(1));
        assertThat(org(scope.tenant()).soap("<undelete><ids>" + ref.id() + "</ids></undelete>"))
                .contains("<success>true</success>");
    }

    @Test
    void tellsARecordThatSomebodyChangedFromOneThatIsAsItWasMade() {
        CrmRecord lead = lead("dana@example.com");
        assertThat(crm().changedSinceCreation(scope(), lead.ref())).isFalse();

        org(scope().tenant()).simulator.clock().advance(Duration.ofSeconds(3));
        editAsAPerson(scope(), lead.ref(), "title", "Chief of Staff");

        assertThat(crm().changedSinceCreation(scope(), lead.ref())).isTrue();
    }

    @Override
    public String campaignId() {
        return campaignId;
    }

    @Override
    public String userId() {
        SimulatedOrg org = org(scope().tenant());
        return org.records("User").path(1).path("Id").asString();
    }

    @Override
    public String unknownId(RecordType type) {
        String prefix = switch (type) {
            case LEAD -> "00Q";
            case ACCOUNT -> "001";
            case CONTACT -> "003";
            case OPPORTUNITY -> "006";
            case TASK, NOTE -> "00T";
            case CAMPAIGN -> "701";
            case USER -> "005";
            default -> throw new IllegalArgumentException("Only Office keeps a " + type);
        };
        return SalesforceText.to18(prefix + "Hr0zzzzzzzzz");
    }

    @Override
    public String kept(String text) {
        return text.strip();
    }
}
