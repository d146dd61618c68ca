package dev.handrail.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.handrail.audit.Verification.Flaw;
import dev.handrail.audit.Verification.Problem;
import dev.handrail.testing.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

class AuditLogIT {

    private static final Database DATABASE = Database.shared();
    private static final AuditLog AUDIT =
            new AuditLog(DATABASE.tenants(), DATABASE.jdbc(), AuditLogIT::hideEmail, null, Clock.systemUTC());

    @Test
    void sixteenWritersForEachOfTwoTenantsMakeTwoGaplessChains() throws Exception {
        List<Callable<Checkpoint>> writers = new ArrayList<>();
        for (int writer = 0; writer < 16 * 50; writer++) {
            writers.add(() -> AUDIT.append(entry("one")));
            writers.add(() -> AUDIT.append(entry("two")));
        }
        try (var threads = Executors.newFixedThreadPool(32)) {
            for (Future<Checkpoint> written : threads.invokeAll(writers)) {
                written.get();
            }
        }

        for (String tenant : List.of("one", "two")) {
            Verification verification = AuditChain.verify(export(tenant).iterator(), AUDIT.head(tenant));
            assertThat(verification.problem()).isNull();
            assertThat(verification.proven().seq()).isEqualTo(800);
        }
    }

    @Test
    void aRowKeepsWhatItWasGivenWithoutWhatIsRedacted() {
        Checkpoint written = AUDIT.append(AuditEntry.of("fields", "key_1", "upsert_lead", "succeeded")
                .inWorkflow("lead-fields-L-1")
                .forCall("call-1")
                .forLead("L-1")
                .inCrm("office", "00Q1")
                .underPolicy("p1")
                .saying(Map.of("email", "jane@acme.com", "title", "Zoë \0 \ud800 😀"), Map.of("id", "00Q1")));

        AuditRow row = AUDIT.list("fields", AuditFilter.ALL, null, 10).rows().getFirst();
        assertThat(row)
                .isEqualTo(new AuditRow(
                        "fields",
                        1,
                        row.at(),
                        "key_1",
                        "upsert_lead",
                        "succeeded",
                        "lead-fields-L-1",
                        "call-1",
                        "L-1",
                        "office",
                        "00Q1",
                        null,
                        "p1",
                        "{\"email\":\"***\",\"title\":\"Zoë \\u0000 ? 😀\"}",
                        "{\"id\":\"00Q1\"}",
                        null,
                        Checkpoint.START.hash(),
                        written.hash()));
        assertIntact("fields");
    }

    @Test
    void whatWasRedactedIsSealedForItsTenant() throws GeneralSecurityException {
        AuditLog sealing = sealing(newKey());
        sealing.append(entry("sealed").saying(Map.of("email", "jane@acme.com", "title", "CTO"), Map.of("id", "00Q1")));
        sealing.append(entry("sealed").saying(Map.of("title", "CTO"), Map.of()));

        assertThat(sealing.original("sealed", 1)).hasValue("{\"params\":{\"email\":\"jane@acme.com\"}}");
        assertThat(sealing.original("sealed", 2)).isEmpty();
        assertThat(sealing.original("sealed", 3)).isEmpty();
        assertThat(sealing.original("other", 1)).isEmpty();
        assertThat(String.join("", export("sealed"))).doesNotContain("jane");
        assertIntact("sealed");
        AuditLog withAnotherKey = sealing(newKey());
        assertThatThrownBy(() -> withAnotherKey.original("sealed", 1)).hasMessageContaining("add that key");
        assertThatThrownBy(() -> AUDIT.original("sealed", 1)).hasMessageContaining("configure");
    }

    @Test
    void aSealedRowOfAnotherTenantIsNotOpened() throws GeneralSecurityException {
        Sealer sealer = new Sealer(newKey());

        assertThatThrownBy(() -> sealer.open("two", sealer.seal("one", "text")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTransactionRolledBackLeavesNeitherRowNorGap() {
        append("rollback", 2);

        assertThatThrownBy(() -> DATABASE.tenants().run("rollback", () -> {
                    AUDIT.append(entry("rollback"));
                    throw new IllegalStateException("the effect failed");
                }))
                .hasMessage("the effect failed");

        assertThat(AUDIT.head("rollback").seq()).isEqualTo(2);
        assertThat(AUDIT.append(entry("rollback")).seq()).isEqualTo(3);
        assertIntact("rollback");
    }

    @Test
    void otherTenantsRowsAreInvisible() {
        append("mine", 1);
        append("theirs", 1);

        List<String> seen = DATABASE.tenants()
                .in(
                        "mine",
                        () -> DATABASE.jdbc()
                                .sql("SELECT tenant FROM crm_sync_logs UNION SELECT tenant FROM audit_heads")
                                .query(String.class)
                                .list());
        Long seenByNobody = DATABASE.jdbc()
                .sql("SELECT count(*) FROM crm_sync_logs")
                .query(Long.class)
                .single();

        assertThat(seen).containsExactly("mine");
        assertThat(seenByNobody).isZero();
        assertThatThrownBy(() -> DATABASE.tenants()
                        .run(
                                "mine",
                                () -> DATABASE.jdbc()
                                        .sql("INSERT INTO audit_heads (tenant) VALUES ('forged')")
                                        .update()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE crm_sync_logs SET actor = 'x'", "DELETE FROM crm_sync_logs", "TRUNCATE crm_sync_logs"})
    void noRowIsChangedOrRemovedByTheApplicationOrByTheOwner(String sql) {
        append("kept", 1);

        assertThatThrownBy(() -> DATABASE.tenants()
                        .run("kept", () -> DATABASE.jdbc().sql(sql).update()))
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> DATABASE.ownerJdbc().sql(sql).update())
                .rootCause()
                .hasMessageContaining("never changed or removed");
        assertIntact("kept");
    }

    @Test
    void aRowThatIsThereIsNotWrittenOver() {
        append("again", 1);

        assertThatThrownBy(() -> DATABASE.tenants()
                        .run(
                                "again",
                                () -> DATABASE.jdbc()
                                        .sql("INSERT INTO crm_sync_logs SELECT * FROM crm_sync_logs WHERE seq = 1")
                                        .update()))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void aFieldAlteredInTheDatabaseIsNoticed() {
        append("altered", 5);
        tamper("UPDATE crm_sync_logs SET params = replace(params, 'CEO', 'CFO') WHERE tenant = 'altered' AND seq = 3");

        assertThat(problem("altered", null)).isEqualTo(new Problem(Flaw.ALTERED, 3, 3));
    }

    @Test
    void aRowDeletedFromTheDatabaseIsNoticed() {
        append("deleted", 5);
        tamper("DELETE FROM crm_sync_logs WHERE tenant = 'deleted' AND seq = 3");

        assertThat(problem("deleted", null)).isEqualTo(new Problem(Flaw.MISSING, 3, 3));
    }

    @Test
    void rowsSwappedInTheDatabaseAreNoticed() {
        append("swapped", 5);
        tamper("UPDATE crm_sync_logs SET seq = -seq WHERE tenant = 'swapped' AND seq IN (3, 4)");
        tamper("UPDATE crm_sync_logs SET seq = 7 + seq WHERE tenant = 'swapped' AND seq < 0");

        assertThat(problem("swapped", null)).isEqualTo(new Problem(Flaw.ALTERED, 3, 3));
    }

    @Test
    void aRowInsertedIntoTheDatabaseIsNoticed() {
        append("inserted", 5);
        tamper("UPDATE crm_sync_logs SET seq = -seq WHERE tenant = 'inserted' AND seq > 3");
        tamper("UPDATE crm_sync_logs SET seq = 1 - seq WHERE tenant = 'inserted' AND seq < 0");
        tamper("""
                INSERT INTO crm_sync_logs (tenant, seq, at, actor, action, status, prev_hash, hash)
                SELECT tenant, 4, at, 'x', 'x', 'x', hash, hash
                FROM crm_sync_logs WHERE tenant = 'inserted' AND seq = 3""");

        assertThat(problem("inserted", null)).isEqualTo(new Problem(Flaw.ALTERED, 4, 4));
    }

    @Test
    void rowsCutOffTheEndOfTheDatabaseAreNoticedWithACheckpoint() {
        append("cut", 5);
        Checkpoint checkpoint = AUDIT.head("cut");
        tamper("DELETE FROM crm_sync_logs WHERE tenant = 'cut' AND seq > 3");
        tamper("""
                UPDATE audit_heads SET seq = 3, hash = (SELECT hash FROM crm_sync_logs WHERE tenant = 'cut' AND seq = 3)
                WHERE tenant = 'cut'""");

        assertThat(AuditChain.verify(export("cut").iterator(), null).intact()).isTrue();
        assertThat(problem("cut", checkpoint)).isEqualTo(new Problem(Flaw.TRUNCATED, 4, 4));
    }

    @Test
    void anExportOfManyPagesHoldsEveryRowOnce() {
        DATABASE.tenants().run("many", () -> append("many", 250));

        assertThat(export("many")).hasSize(250);
        assertIntact("many");
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        append("pages", 5);

        AuditLog.Page first = AUDIT.list("pages", AuditFilter.ALL, null, 2);
        AuditLog.Page second = AUDIT.list("pages", AuditFilter.ALL, first.next(), 2);
        AuditLog.Page third = AUDIT.list("pages", AuditFilter.ALL, second.next(), 2);

        assertThat(first.rows()).extracting(AuditRow::seq).containsExactly(5L, 4L);
        assertThat(second.rows()).extracting(AuditRow::seq).containsExactly(3L, 2L);
        assertThat(third.rows()).extracting(AuditRow::seq).containsExactly(1L);
        assertThat(third.next()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AUDIT.list("pages", AuditFilter.ALL, "1 OR 1=1", 2))
                .withMessageContaining("cursor");
    }

    @Test
    void listsByEachFilter() {
        AUDIT.append(AuditEntry.of("filters", "anna", "create_task", "succeeded")
                .forCall("c1")
                .forLead("L-1"));
        Instant between = AUDIT.list("filters", AuditFilter.ALL, null, 1)
                .rows()
                .getFirst()
                .at()
                .plusNanos(1000);
        awaitLaterThan(between);
        AUDIT.append(AuditEntry.of("filters", "ben", "add_note", "refused")
                .forCall("c2")
                .forLead("L-2"));

        assertThat(found(new AuditFilter("anna", null, null, null, null, null))).containsExactly(1L);
        assertThat(found(new AuditFilter(null, "add_note", null, null, null, null)))
                .containsExactly(2L);
        assertThat(found(new AuditFilter(null, null, "L-1", null, null, null))).containsExactly(1L);
        assertThat(found(new AuditFilter(null, null, null, "c2", null, null))).containsExactly(2L);
        assertThat(found(new AuditFilter(null, null, null, null, between, null)))
                .containsExactly(2L);
        assertThat(found(new AuditFilter(null, null, null, null, null, between)))
                .containsExactly(1L);
        assertThat(found(new AuditFilter("anna", "add_note", null, null, null, null)))
                .isEmpty();
    }

    @Test
    void theHeadIsUpdatedWithinItsPage() {
        append("hot", 1);

        DATABASE.tenants().run("hot", () -> {
            long before = updatesToOtherPages();
            append("hot", 10);
            assertThat(updatesToOtherPages()).isEqualTo(before);
        });
    }

    private static long updatesToOtherPages() {
        return DATABASE.jdbc().sql("""
                        SELECT n_tup_upd - n_tup_hot_upd FROM pg_stat_xact_user_tables WHERE relname = 'audit_heads'""").query(Long.class).single();
    }

    private static List<Long> found(AuditFilter filter) {
        return AUDIT.list("filters", filter, null, 10).rows().stream()
                .map(AuditRow::seq)
                .toList();
    }

    private static void awaitLaterThan(Instant time) {
        while (!Instant.now().isAfter(time)) {
            Thread.onSpinWait();
        }
    }

    private static AuditEntry entry(String tenant) {
        return AuditEntry.of(tenant, "key_1", "upsert_lead", "succeeded")
                .forLead("L-1")
                .saying(Map.of("email", "jane@acme.com", "title", "CEO"), Map.of("id", "00Q1"));
    }

    private static void append(String tenant, int rows) {
        for (int row = 0; row < rows; row++) {
            AUDIT.append(entry(tenant));
        }
    }

    private static List<String> export(String tenant) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try {
            AUDIT.export(tenant, lines);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return lines.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void assertIntact(String tenant) {
        assertThat(problem(tenant, AUDIT.head(tenant))).isNull();
    }

    private static Problem problem(String tenant, Checkpoint checkpoint) {
        return AuditChain.verify(export(tenant).iterator(), checkpoint).problem();
    }

    private static void tamper(String sql) {
        withoutTrigger(() -> DATABASE.ownerJdbc().sql(sql).update());
    }

    private static void withoutTrigger(Supplier<Integer> change) {
        DATABASE.ownerJdbc()
                .sql("ALTER TABLE crm_sync_logs DISABLE TRIGGER append_only")
                .update();
        try {
            assertThat(change.get()).isPositive();
        } finally {
            DATABASE.ownerJdbc()
                    .sql("ALTER TABLE crm_sync_logs ENABLE ALWAYS TRIGGER append_only")
                    .update();
        }
    }

    private static AuditLog sealing(Aead aead) {
        return new AuditLog(DATABASE.tenants(), DATABASE.jdbc(), AuditLogIT::hideEmail, aead, Clock.systemUTC());
    }

    private static Aead newKey() throws GeneralSecurityException {
        AeadConfig.register();
        return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static Map<String, Object> hideEmail(Map<String, Object> values) {
        values.computeIfPresent("email", (name, value) -> "***");
        return values;
    }
}
