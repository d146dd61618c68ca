package dev.handrail.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.audit.AuditRow;
import dev.handrail.testing.Database;
import dev.handrail.tool.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class PoliciesIT {

    private static final String INSTALLED = "version: 1 # of the installation\n";

    private final Database database = Database.shared();
    private final String tenant = database.newTenant();
    private final AuditLog audit =
            new AuditLog(database.tenants(), database.jdbc(), values -> values, null, Clock.systemUTC());
    private final AtomicLong nanos = new AtomicLong();
    private final Policies policies = process();
    private final Policies otherProcess = process();

    private Policies process() {
        return new Policies(database.tenants(), database.jdbc(), Catalog.crm(), audit, INSTALLED, nanos::get);
    }

    @Test
    void aTenantWithoutAPolicyHasTheInstallations() {
        assertThat(policies.of(tenant).hash()).isEqualTo(policies.installedHash());
        assertThat(policies.of(tenant).version()).isZero();
        assertThat(policies.active(tenant)).isEmpty();
    }

    @Test
    void theNewestVersionIsTheActiveOneAndTheOthersStay() {
        policies.apply(tenant, text("one"), "admin-1", "a start");
        PolicyVersion second = policies.apply(tenant, text("two"), "admin-2", "better");

        assertThat(second.version()).isEqualTo(2);
        assertThat(policies.of(tenant).version()).isEqualTo(2);
        assertThat(policies.of(tenant).hash()).isEqualTo(second.hash());
        assertThat(policies.active(tenant)).contains(second);
        Policies.Page first = policies.versions(tenant, null, 1);
        assertThat(first.versions()).containsExactly(second);
        assertThat(policies.versions(tenant, first.next(), 1).versions())
                .extracting(PolicyVersion::note)
                .containsExactly("a start");
    }

    @Test
    void aPolicyIsAppliedWithAReceipt() {
        PolicyVersion applied = policies.apply(tenant, text("one"), "admin-1", "a start");

        AuditRow row = audit.list(tenant, AuditFilter.ALL, null, 1).rows().getFirst();
        assertThat(row.action()).isEqualTo("policy_applied");
        assertThat(row.actor()).isEqualTo("admin-1");
        assertThat(row.policyHash()).isEqualTo(applied.hash());
        assertThat(row.params()).contains("a start");
    }

    @Test
    void theActivePolicyAppliedAgainStaysTheVersionItIs() {
        PolicyVersion first = policies.apply(tenant, text("one"), "admin-1", "a start");

        assertThat(otherProcess.apply(tenant, text("one"), "admin-2", "again")).isEqualTo(first);
        assertThat(policies.versions(tenant, null, 10).versions()).hasSize(1);
    }

    @Test
    void anEarlierPolicyAppliedAgainIsANewVersion() {
        PolicyVersion first = policies.apply(tenant, text("one"), "admin-1", "a start");
        policies.apply(tenant, text("two"), "admin-1", "a mistake");

        PolicyVersion back = policies.apply(tenant, text("one"), "admin-1", "back");

        assertThat(back.version()).isEqualTo(3);
        assertThat(back.hash()).isEqualTo(first.hash());
        assertThat(policies.of(tenant).version()).isEqualTo(3);
    }

    @Test
    void aWrongPolicyChangesNothing() {
        policies.apply(tenant, text("one"), "admin-1", "a start");

        assertThatThrownBy(() -> policies.apply(tenant, "version: 2\n", "admin-1", "wrong"))
                .isInstanceOf(PolicyRefused.class);
        assertThat(policies.of(tenant).version()).isEqualTo(1);
        assertThat(policies.versions(tenant, null, 10).versions()).hasSize(1);
    }

    @Test
    void otherProcessesHearOfANewVersionWithinSeconds() {
        assertThat(otherProcess.of(tenant).version()).isZero();

        policies.apply(tenant, text("one"), "admin-1", "a start");

        assertThat(policies.of(tenant).version()).as("at once here").isEqualTo(1);
        nanos.addAndGet(Policies.HEARD_WITHIN.plus(Duration.ofMillis(1)).toNanos());
        assertThat(otherProcess.of(tenant).version()).isEqualTo(1);
    }

    @Test
    void aPieceOfWorkHasOnePolicyFromItsStartToItsEnd() {
        policies.apply(tenant, text("one"), "admin-1", "a start");

        List<Long> seen = policies.during(tenant, () -> {
            long start = policies.of(tenant).version();
            policies.apply(tenant, text("two"), "admin-1", "in between");
            return List.of(start, policies.of(tenant).version());
        });

        assertThat(seen).containsExactly(1L, 1L);
        assertThat(policies.of(tenant).version()).isEqualTo(2);
    }

    @Test
    void policiesThatAreAppliedAtTheSameMomentAreNumberedOneAfterTheOther() throws Exception {
        List<Future<PolicyVersion>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                String yaml = text("rule " + i);
                all.add(threads.submit(() -> policies.apply(tenant, yaml, "admin-1", "at once")));
            }
        }
        List<Long> versions = new ArrayList<>();
        for (Future<PolicyVersion> applied : all) {
            versions.add(applied.get().version());
        }

        assertThat(versions)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 8).boxed().toList());
    }

    @Test
    void oneTenantSeesNothingOfAnothers() {
        policies.apply(tenant, text("one"), "admin-1", "a start");
        String other = database.newTenant();

        assertThat(policies.of(other).version()).isZero();
        assertThat(database.tenants()
                        .in(
                                other,
                                () -> database.jdbc()
                                        .sql("SELECT count(*) FROM policy_version")
                                        .query(Long.class)
                                        .single()))
                .isZero();
        assertThatThrownBy(() -> database.tenants()
                        .run(
                                other,
                                () -> database.jdbc()
                                        .sql(
                                                "INSERT INTO policy_version (tenant, version, hash, yaml, by, note) VALUES (?, 9, '', '', '', '')")
                                        .param(tenant)
                                        .update()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void noVersionIsEverChangedOrRemoved() {
        policies.apply(tenant, text("one"), "admin-1", "a start");

        for (String change : List.of("UPDATE policy_version SET yaml = ''", "DELETE FROM policy_version")) {
            assertThatThrownBy(() -> database.ownerJdbc().sql(change).update())
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("never changed or removed");
        }
    }

    @Test
    void callsWaitWhileAStoredPolicyCannotBeRead() {
        database.tenants()
                .run(
                        tenant,
                        () -> database.jdbc()
                                .sql(
                                        "INSERT INTO policy_version (tenant, version, hash, yaml, by, note) VALUES (?, 1, 'h', 'version: 9', 'a', 'n')")
                                .param(tenant)
                                .update());

        assertThatThrownBy(() -> policies.of(tenant))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("apply a corrected one");
        policies.apply(tenant, text("one"), "admin-1", "corrected");
        assertThat(policies.of(tenant).version()).isEqualTo(2);
    }

    private static String text(String rule) {
        return "version: 1\nrules:\n  - {name: %s, permission: soft_limit, reason: Say why}\n".formatted(rule);
    }
}
