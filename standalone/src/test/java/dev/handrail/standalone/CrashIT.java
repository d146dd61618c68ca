package dev.handrail.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.audit.AuditChain;
import dev.handrail.standalone.Crashing.Part;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills each part with SIGKILL while leads are being written: nothing is lost and nothing is there twice, counted in the
 * CRM's own tables.
 */
class CrashIT {

    private static final int LEADS = 200;
    private static final int COMPANIES = 40;
    private static final int CANCELLED = 80;
    private static final int UNDONE = 40;

    @Test
    void nothingIsLostAndNothingTwiceWhenEachPartIsKilledInTheMiddleOfWrites(@TempDir Path folder) throws Exception {
        try (Crashing system = Crashing.start(folder)) {
            List<String> leads =
                    IntStream.range(0, LEADS).mapToObj(CrashIT::lead).toList();
            Thread sender = Thread.ofVirtual().start(() -> system.sendUntilAccepted(leads));

            int written = 0;
            for (Part part : List.of(Part.WORKER, Part.API, Part.POSTGRES, Part.WORKER, Part.TEMPORAL)) {
                written += LEADS * 7 / 8;
                system.awaitCalls(written);
                system.kill(part);
            }
            sender.join();
            system.awaitFinished(LEADS);

            assertThat(system.count("SELECT result, count(*) FROM lead GROUP BY result"))
                    .isEqualTo(Map.of("COMPLETED", (long) LEADS));
            assertThat(system.count("SELECT 'leads', count(*) FROM office_lead"))
                    .containsEntry("leads", (long) LEADS);
            assertThat(system.count("SELECT 'accounts', count(*) FROM office_account"))
                    .containsEntry("accounts", (long) COMPANIES);
            assertThat(system.count("SELECT 'opportunities', count(*) FROM office_opportunity"))
                    .containsEntry("opportunities", (long) LEADS);
            assertThat(system.count("SELECT subject, count(*) FROM office_task GROUP BY subject"))
                    .isEqualTo(Map.of("AI: AI Analysis", (long) LEADS, "AI Qualified Lead Review", (long) LEADS));
            assertThat(system.count("SELECT tool, count(*) FROM tool_call GROUP BY tool"))
                    .hasSize(7)
                    .allSatisfy((tool, calls) -> assertThat(calls).isEqualTo(LEADS));
            assertThat(system.count("""
                            SELECT action, count(*) FROM crm_sync_logs WHERE status = 'succeeded'
                              AND action <> 'credential_issued' GROUP BY action"""))
                    .as("one receipt an effect")
                    .hasSize(7)
                    .allSatisfy((tool, receipts) -> assertThat(receipts).isEqualTo(LEADS));
            try (var export = system.auditExport()) {
                Iterator<String> lines = export.iterator();
                assertThat(AuditChain.verify(lines, null).intact()).isTrue();
            }
        }
    }

    /** Some leads are cancelled as soon as they are taken in, others when up to nine more were, some never. */
    @Test
    void aCancelledLeadIsWholeOrUndoneAlsoWhenTheWorkerIsKilled(@TempDir Path folder) throws Exception {
        try (Crashing system = Crashing.start(folder)) {
            for (int number = 0; number < CANCELLED; number++) {
                assertThat(system.send(lead(number, number))).isEqualTo(202);
                int other = Math.max(0, number - number * number % 10);
                assertThat(system.cancel("crash-" + other)).isBetween(200, 409);
                if (number == CANCELLED / 2) {
                    system.kill(Part.WORKER);
                }
            }
            system.awaitFinished(CANCELLED);
            system.awaitNothingRunning();

            Map<String, Long> results = system.count("SELECT result, count(*) FROM lead GROUP BY result");
            long whole = results.getOrDefault("COMPLETED", 0L);
            assertThat(results.keySet()).isSubsetOf("COMPLETED", "ROLLED_BACK");
            assertThat(results).containsKeys("COMPLETED", "ROLLED_BACK");
            assertThat(system.count("""
                            SELECT 'leads', count(*) FROM office_lead WHERE removed_at IS NULL
                            UNION ALL SELECT 'accounts', count(*) FROM office_account WHERE removed_at IS NULL
                            UNION ALL SELECT 'opportunities', count(*) FROM office_opportunity WHERE removed_at IS NULL
                            UNION ALL SELECT 'tasks', count(*) / 2 FROM office_task WHERE removed_at IS NULL"""))
                    .allSatisfy((records, live) -> assertThat(live).as(records).isEqualTo(whole));
        }
    }

    @Test
    void anUndoGoesOnWhenTheWorkerIsKilledInTheMiddleOfIt(@TempDir Path folder) throws Exception {
        try (Crashing system = Crashing.start(folder)) {
            List<String> leads =
                    IntStream.range(0, UNDONE).mapToObj(CrashIT::lead).toList();
            system.sendUntilAccepted(leads);
            system.awaitFinished(UNDONE);
            for (int number = 0; number < UNDONE; number++) {
                assertThat(system.undo("crash-" + number)).isEqualTo(202);
            }
            system.awaitUndoneCalls(UNDONE);
            system.kill(Part.WORKER);
            assertThat(system.count("SELECT result, count(*) FROM lead GROUP BY result"))
                    .as("some are in the middle")
                    .containsKey("UNDOING");

            system.awaitNothingRunning();

            assertThat(system.count("SELECT result, count(*) FROM lead GROUP BY result"))
                    .isEqualTo(Map.of("UNDONE", (long) UNDONE));
            assertThat(system.count("""
                            SELECT 'leads', count(*) FROM office_lead WHERE removed_at IS NULL
                            UNION ALL SELECT 'opportunities', count(*) FROM office_opportunity WHERE removed_at IS NULL
                            UNION ALL SELECT 'tasks', count(*) FROM office_task WHERE removed_at IS NULL"""))
                    .allSatisfy((records, live) -> assertThat(live).as(records).isZero());
            assertThat(system.count("""
                            SELECT call_id, count(*) FROM crm_sync_logs WHERE action LIKE 'undo_%' GROUP BY call_id"""))
                    .as("one receipt an undo")
                    .allSatisfy((call, receipts) -> assertThat(receipts).isOne());
        }
    }

    @Test
    void healthSaysThatTheWorkerWasKilledWhileTemporalStillListsItsPolls(@TempDir Path folder) throws Exception {
        try (Crashing system = Crashing.start(folder)) {
            system.end(Part.WORKER);

            system.awaitHealth(503, "no worker was seen in the last 10 seconds");

            system.begin(Part.WORKER);
            system.awaitHealth(200, "\"worker\":\"up\"");
        }
    }

    static String lead(int number) {
        return lead(number, number % COMPANIES);
    }

    private static String lead(int number, int company) {
        return """
                {"leadId":"crash-%1$d","campaignId":"C-2026-Q4","email":"person%1$d@company%2$d.example.com","firstName":"Dana",\
                "lastName":"Reyes","company":"Company %2$d","website":"https://company%2$d.example.com",\
                "analysis":{"decision":"ROUTE_TO_SDR","intent":"HIGH_FIT","fitScore":91,"confidence":0.9,\
                "reasoning":"Visited pricing","groundingStatus":"VALID","groundingErrors":[],\
                "evidence":[{"claim":"Industry","claimType":"FIRMOGRAPHIC","source":"ENRICHMENT",\
                "fieldPath":"enrichment.industry","value":"Steel"}]},\
                "enrichment":{"company":"Company %2$d","industry":"Steel","employees":100,"confidence":0.9}}""".formatted(number, company);
    }
}
