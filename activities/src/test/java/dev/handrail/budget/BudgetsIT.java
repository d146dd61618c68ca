package dev.handrail.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.audit.AuditRow;
import dev.handrail.connector.QuotaListener.Quota;
import dev.handrail.testing.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BudgetsIT {

    private final Database database = Database.shared();
    private final String tenant = database.newTenant();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AuditLog audit = new AuditLog(database.tenants(), database.jdbc(), values -> values, null, clock);
    private final Budgets budgets = process();

    private Budgets process() {
        return new Budgets(
                database.jdbc(), clock, meters, new AuditedAlarm(database.tenants(), database.jdbc(), audit));
    }

    @Test
    void letsCallsPassWhileThereIsEnough() {
        budgets.observed(quota("ten-seconds", 100, 11, 4));

        assertThat(budgets.waitBefore(tenant, "hubspot", false)).isEmpty();
    }

    @Test
    void keepsATenthForWhatAPersonApproved() {
        budgets.observed(quota("ten-seconds", 100, 10, 4));

        assertThat(budgets.waitBefore(tenant, "hubspot", false))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5)));
        assertThat(budgets.waitBefore(tenant, "hubspot", true)).isEmpty();
    }

    @Test
    void waitsForTheLongestOfThePeriodsThatAreUsedUp() {
        budgets.observed(quota("ten-seconds", 100, 0, 4));
        budgets.observed(quota("day", 1000, 0, 3600));

        assertThat(budgets.waitBefore(tenant, "hubspot", true))
                .hasValueSatisfying(wait -> assertThat(wait).isGreaterThanOrEqualTo(Duration.ofHours(1)));
    }

    @Test
    void goesOnWhenThePeriodIsOver() {
        budgets.observed(quota("ten-seconds", 100, 0, 4));
        pass(Duration.ofSeconds(4));

        assertThat(budgets.waitBefore(tenant, "hubspot", false)).isEmpty();
    }

    @Test
    void whoGoesOnFirstGoesAlone() {
        budgets.observed(quota("ten-seconds", 100, 10, 4));
        pass(Duration.ofSeconds(4));

        assertThat(budgets.waitBefore(tenant, "hubspot", false)).isEmpty();
        assertThat(budgets.waitBefore(tenant, "hubspot", false)).isPresent();
        budgets.observed(quota("ten-seconds", 100, 40, 1));
        assertThat(budgets.waitBefore(tenant, "hubspot", false)).isEmpty();
    }

    @Test
    void allGoOnWhenTheFirstHearsNothing() {
        budgets.observed(quota("search", 4, 0, 1));
        pass(Duration.ofSeconds(1));
        assertThat(budgets.waitBefore(tenant, "hubspot", false)).isEmpty();
        assertThat(budgets.waitBefore(tenant, "hubspot", false)).isPresent();

        pass(Duration.ofSeconds(1));

        for (int calls = 0; calls < 10; calls++) {
            assertThat(budgets.waitBefore(tenant, "hubspot", false)).isEmpty();
        }
    }

    @Test
    void countsCallsThatTheCrmHasYetToCount() {
        budgets.observed(quota("ten-seconds", 100, 12, 4));

        assertThat(budgets.waitBefore(tenant, "hubspot", false)).isEmpty();
        assertThat(budgets.waitBefore(tenant, "hubspot", false)).isEmpty();
        assertThat(budgets.waitBefore(tenant, "hubspot", false)).isPresent();
    }

    @Test
    void tellsOtherProcessesAtOnceWhenItIsUsedUp() {
        budgets.observed(quota("ten-seconds", 100, 50, 4));
        budgets.observed(quota("ten-seconds", 100, 0, 4));

        assertThat(process().waitBefore(tenant, "hubspot", false)).isPresent();
        assertThat(process().waitBefore(database.newTenant(), "hubspot", false)).isEmpty();
    }

    @Test
    void believesTheLatestAnswerOfAnyProcess() {
        Budgets other = process();
        other.observed(quota("day", 1000, 0, 3600));
        assertThat(budgets.waitBefore(tenant, "hubspot", false)).isPresent();

        pass(Duration.ofSeconds(2));
        other.observed(quota("day", 2000, 1500, 3600));

        assertThat(budgets.waitBefore(tenant, "hubspot", false)).isEmpty();
    }

    @Test
    void showsTheLeastShareThatIsLeft() {
        budgets.observed(quota("day", 1000, 250, 3600));

        assertThat(meters.get("mcp.crm.budget.remaining")
                        .tag("period", "day")
                        .gauge()
                        .value())
                .isEqualTo(0.25);
        assertThat(budgets.of(tenant, "hubspot").getFirst().isCritical(now.get()))
                .isFalse();
    }

    @Test
    void leavesOneRowOfEachKindAWindowInTheAudit() {
        budgets.observed(quota("ten-seconds", 100, 10, 4));
        assertThat(receipts()).isEmpty();

        budgets.observed(quota("ten-seconds", 100, 9, 4));
        budgets.observed(quota("ten-seconds", 100, 8, 4));
        assertThat(receipts()).containsExactly("critical");

        budgets.waitBefore(tenant, "hubspot", false);
        budgets.waitBefore(tenant, "hubspot", false);
        budgets.observed(quota("ten-seconds", 100, 0, 4));
        assertThat(receipts()).containsExactly("exhausted", "critical");

        pass(Duration.ofSeconds(10));
        budgets.observed(quota("ten-seconds", 100, 0, 4));
        assertThat(receipts()).containsExactly("exhausted", "critical", "exhausted", "critical");
    }

    @Test
    void leavesOneRowWhateverNumberOfProcessesSeesIt() {
        budgets.observed(quota("day", 1000, 0, 3600));
        process().observed(quota("day", 1000, 0, 3590));
        process().waitBefore(tenant, "hubspot", true);

        assertThat(receipts()).containsExactly("exhausted", "critical");
        assertThat(rows().getFirst().toJson()).contains("\"crm\":\"hubspot\"", "remaining", "day");
    }

    private List<AuditRow> rows() {
        return audit.list(tenant, new AuditFilter(null, "crm_budget", null, null, null, null), null, 20)
                .rows();
    }

    private List<String> receipts() {
        return rows().stream().map(AuditRow::status).toList();
    }

    private Quota quota(String period, long capacity, long remaining, long resetsInSeconds) {
        return new Quota(tenant, "hubspot", period, capacity, remaining, Duration.ofSeconds(resetsInSeconds));
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
