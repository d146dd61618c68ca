package dev.handrail.door;

import dev.handrail.action.Actions;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.approval.Grants;
import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.breaker.BreakerRules;
import dev.handrail.breaker.Breakers;
import dev.handrail.budget.AuditedAlarm;
import dev.handrail.budget.Budgets;
import dev.handrail.call.CallResult;
import dev.handrail.call.IdempotencyKey;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.connector.Connector;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.domain.DomainActions;
import dev.handrail.domain.DomainConfiguration;
import dev.handrail.limit.LimitRules;
import dev.handrail.limit.LimitStore;
import dev.handrail.limit.Limits;
import dev.handrail.metrics.ToolMetrics;
import dev.handrail.office.OfficeConnector;
import dev.handrail.policy.Actors;
import dev.handrail.policy.History;
import dev.handrail.policy.Policies;
import dev.handrail.testing.Database;
import dev.handrail.tool.Catalog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The door with everything behind it real, on a tenant of its own. */
abstract class DoorScenario {

    static final Map<String, Object> DANA =
            Map.of("email", "dana@mmm.example.com", "lastName", "Reyes", "aiIntent", "HIGH_FIT", "aiFitScore", 91);

    final Database database = Database.shared();
    final String tenant = database.newTenant();
    final OfficeConnector office = new OfficeConnector(database.tenants(), database.jdbc());
    final AuditLog audit = new AuditLog(database.tenants(), database.jdbc(), values -> values, null, Clock.systemUTC());
    final NamedApprovers approvers = new NamedApprovers();
    final Grants grants = new Grants(database.tenants(), database.jdbc(), audit, approvers);
    final AuthorizationStore authorizations =
            new AuthorizationStore(database.tenants(), database.jdbc(), approvers, grants);
    final Budgets budgets = new Budgets(
            database.jdbc(),
            Clock.systemUTC(),
            new SimpleMeterRegistry(),
            new AuditedAlarm(database.tenants(), database.jdbc(), audit));
    final DomainActions domains =
            new DomainActions(DomainConfiguration.handlers(database.tenants(), database.jdbc(), Clock.systemUTC()));
    private final Catalog catalog = Catalog.crm().with(domains.tools());
    private int calls;
    Policies policies;
    ToolDoor door = doorWith("version: 1", LimitRules.defaults());

    /** What calls go to. */
    Connector crm() {
        return office;
    }

    ToolDoor doorWith(String policy, LimitRules rules) {
        Clock clock = Clock.systemUTC();
        policies = new Policies(database.tenants(), database.jdbc(), catalog, audit, policy);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new ToolDoor(
                catalog,
                new Actions(catalog, domains.actions()),
                ofTenant -> crm(),
                new ArgumentCheck(catalog),
                new Limits(rules, LimitStore.postgres(database.application(), clock), clock, meters),
                budgets,
                new Breakers(BreakerRules.defaults(), clock, meters),
                database.tenants(),
                new Permit(
                        policies,
                        authorizations,
                        new PlanApprovals(catalog, database.tenants(), new CallStore(database.jdbc())),
                        grants,
                        (ofTenant, id) -> Optional.of(new Actors.Actor(id, List.of(id))),
                        new History(database.tenants(), database.jdbc()),
                        clock),
                new CallStore(database.jdbc()),
                new Receipts(audit, policies),
                new ToolMetrics(meters),
                clock);
    }

    UndoDoor undoDoor() {
        return new UndoDoor(
                catalog,
                ofTenant -> crm(),
                database.tenants(),
                new CallStore(database.jdbc()),
                new Receipts(audit, policies));
    }

    ToolCall call(String tool, Map<String, Object> arguments) {
        return call("flow/" + calls++, tool, arguments, "derived", false);
    }

    ToolCall call(String id, String tool, Map<String, Object> arguments, String key, boolean keyGiven) {
        String effective = keyGiven ? key : IdempotencyKey.derive(key, "C-2026-Q4", tool, Instant.EPOCH);
        return new ToolCall(
                id, tenant, "agent", tool, arguments, effective, keyGiven, "subject", null, "because", null);
    }

    CallResult run(ToolCall call) {
        return door.pass(call, 1);
    }

    CallResult run(String tool, Map<String, Object> arguments) {
        return run(call(tool, arguments));
    }

    CrmRecord lead(String id) {
        return office.read(new Scope(tenant, "test", "test"), new Ref(RecordType.LEAD, id))
                .orElseThrow();
    }

    UndoResult undo(ToolCall call) {
        return undoDoor().undo(new UndoRequest(tenant, "agent", call.id(), call.tool(), "test"));
    }

    List<String> receipts() {
        return audit.list(tenant, AuditFilter.ALL, null, 100).rows().stream()
                .map(row -> row.action() + " " + row.status())
                .toList()
                .reversed();
    }
}
