package dev.handrail.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.call.CallResult;
import dev.handrail.call.LeadContext;
import dev.handrail.call.ToolCall;
import dev.handrail.codec.Keysets;
import dev.handrail.policy.Replayed.Change;
import dev.handrail.policy.Replayed.Decided;
import dev.handrail.redaction.Redaction;
import dev.handrail.redaction.RedactionRules;
import dev.handrail.testing.Database;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Undo;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicySimulationIT {

    private static final Map<String, Object> DANA = Map.of("email", "dana@mmm.example.com", "lastName", "Reyes");
    private static final String NO_DANA = """
              - {name: dana, tools: [create_lead], when: args.email.startsWith('dana'), permission: forbidden, reason: No}
            """;

    private final Database database = Database.shared();
    private final String tenant = database.newTenant();
    private int calls;

    @Test
    void readsTheOriginalsWhereTheKeysetIsThere() {
        AuditLog sealing = audit(aead());
        make(sealing, "create_lead", DANA, null);

        assertThat(replay(sealing, NO_DANA).changes())
                .containsExactly(new Change("dana", 3, "create_lead", Decided.RUNS, Decided.FORBIDS, 1));
        assertThat(replay(audit(null), NO_DANA).open()).as("without the keyset").isEqualTo(1);
        assertThat(replay(audit(aead()), NO_DANA).open())
                .as("with another keyset")
                .isEqualTo(1);
    }

    @Test
    void judgesByTheHistoryAsItWasThen() {
        AuditLog audit = audit(null);
        for (int i = 0; i < 5; i++) {
            make(audit, "create_task", Map.of("subject", "Task " + i), null);
        }

        Replayed replayed = replay(audit, """
                  - {name: busy, when: history.calls_last_hour >= 3, permission: forbidden, reason: Slow down}
                """);

        assertThat(replayed.calls()).isEqualTo(5);
        assertThat(replayed.different()).as("the fourth and the fifth").isEqualTo(2);
    }

    @Test
    void doesNotKnowWhatALeadsAnalysisSaid() {
        AuditLog audit = audit(null);
        make(audit, "create_task", Map.of("subject", "In a lead"), lead());
        make(audit, "create_task", Map.of("subject", "By itself"), null);

        Replayed replayed = replay(audit, """
                  - {name: weak, when: has(analysis.fitScore) && analysis.fitScore < 80, permission: forbidden, reason: No}
                """);

        assertThat(replayed.open()).isEqualTo(1);
        assertThat(replayed.unknown().getFirst().unknown()).containsExactly("analysis");
        assertThat(replayed.same()).isEqualTo(1);
    }

    @Test
    void looksNoFurtherBackThanItIsAsked() {
        AuditLog audit = audit(null);
        make(audit, "create_task", Map.of("subject", "One"), null);

        assertThat(simulation(audit)
                        .replay(tenant, policy(NO_DANA), Instant.now().plus(Duration.ofMinutes(1)))
                        .calls())
                .isZero();
    }

    private Replayed replay(AuditLog audit, String rules) {
        return simulation(audit).replay(tenant, policy(rules), Instant.now().minus(Duration.ofHours(1)));
    }

    private PolicySimulation simulation(AuditLog audit) {
        return new PolicySimulation(
                audit,
                Catalog.crm(),
                (ofTenant, id) -> Optional.empty(),
                new History(database.tenants(), database.jdbc()));
    }

    private static Policy policy(String rules) {
        return Policy.parse("version: 1\nrules:\n" + rules, Catalog.crm());
    }

    private AuditLog audit(@Nullable Aead aead) {
        Redaction redaction = new Redaction(RedactionRules.DEFAULT);
        return new AuditLog(database.tenants(), database.jdbc(), redaction::redact, aead, Clock.systemUTC());
    }

    private static Aead aead() {
        try {
            AeadConfig.register();
            return Keysets.aead(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LeadContext lead() {
        return new LeadContext("L-1", "ROUTE_TO_SDR", "HIGH_FIT", 91, true, List.of());
    }

    private void make(AuditLog audit, String tool, Map<String, Object> arguments, @Nullable LeadContext lead) {
        ToolCall call = new ToolCall(
                "flow/" + calls++, tenant, "agent-1", tool, arguments, "key", false, "subject", lead, null, null);
        audit.append(AuditEntry.of(call, CallResult.succeeded("00T1", Map.of(), List.of(), Undo.COMPENSATABLE, 1)));
    }
}
