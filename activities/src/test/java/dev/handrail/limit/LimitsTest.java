package dev.handrail.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest extends LimitsContract {

    private final CountedInMemory shared = new CountedInMemory(clock);

    @Override
    LimitStore open(Clock clock) {
        return shared;
    }

    @Test
    void takesAHundredthOfALargeLimitAtOnceAndSpendsItWithoutAsking() {
        Limits limits = process(crm(Limit.perMinute(1000), AMPLE, AMPLE));

        IntStream.range(0, 10).forEach(call -> take(limits, "lead-1", null));

        assertThat(shared.questions("/lead/")).isEqualTo(1);
        take(limits, "lead-1", null);
        assertThat(shared.questions("/lead/")).isEqualTo(2);
    }

    @Test
    void countsASmallLimitCallByCall() {
        Limits limits = process(crm(Limit.perMinute(10), AMPLE, AMPLE));

        IntStream.range(0, 10).forEach(call -> take(limits, "lead-1", null));

        assertThat(shared.questions("/lead/")).isEqualTo(10);
    }

    @Test
    void takesOnlyWhatACallCostsWhenLessThanAHundredthIsLeft() {
        LimitRules rules = crm(Limit.perMinute(1000), AMPLE, AMPLE);
        Limits here = process(rules);
        Limits there = process(rules);
        here.take(tenant, "crm", "lead-1", null, 995);

        IntStream.range(0, 2)
                .forEach(call ->
                        assertThat(take(there, "lead-1", null).allowed()).isTrue());
        IntStream.range(0, 3)
                .forEach(
                        call -> assertThat(take(here, "lead-1", null).allowed()).isTrue());

        assertThat(take(there, "lead-1", null).allowed()).isFalse();
        assertThat(take(here, "lead-1", null).allowed()).isFalse();
    }

    @Test
    void countsARefusalUnderItsTier() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Limits limits = new Limits(crm(Limit.perMinute(1), AMPLE, AMPLE), shared, clock, meters);

        take(limits, "lead-1", null);
        take(limits, "lead-1", null);

        assertThat(violations(meters, "lead")).isEqualTo(1);
        assertThat(violations(meters, "account")).isZero();
    }

    private static double violations(SimpleMeterRegistry meters, String tier) {
        return meters.get("mcp.rate.limit.violations")
                .tags("tier", tier, "crm_provider", "crm")
                .counter()
                .count();
    }

    @Test
    void givesBackWhatWasTakenWhenTheStoreGoesAwayHalfway() {
        LimitRules rules = crm(Limit.perMinute(1), AMPLE, Limit.perMinute(200));
        Limits limits = process(rules);
        shared.silentFor("/lead/");

        assertThatThrownBy(() -> take(limits, "lead-1", null)).isInstanceOf(LimitsUnavailable.class);

        shared.silentFor("nothing");
        assertThat(IntStream.range(0, 201)
                        .filter(lead -> take(limits, "lead-" + lead, null).allowed())
                        .count())
                .isEqualTo(200);
    }

    @Test
    void whoIsStoppedWhileWaitingForTheStoreGetsNothing() throws Exception {
        Limits limits = process(crm(Limit.perMinute(10), AMPLE, AMPLE));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        shared.beforeAnswer(() -> {
            asked.countDown();
            answer.await(10, TimeUnit.SECONDS);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LimitVerdict> first = threads.submit(() -> take(limits, "lead-1", null));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> take(limits, "lead-1", null)).isInstanceOf(LimitsUnavailable.class);
            assertThat(Thread.interrupted()).isTrue();

            answer.countDown();
            assertThat(first.get().remaining()).isEqualTo(9);
        }
    }

    @Test
    void aConnectorThatIsNotNamedHasTheLimitsOfARealCrm() {
        assertThat(LimitRules.defaults().of("salesforce"))
                .isEqualTo(new LimitRules.Tiers(Limit.perMinute(10), Limit.perMinute(100), Limit.perMinute(1000)));
        assertThat(LimitRules.defaults().of("office"))
                .isEqualTo(new LimitRules.Tiers(null, null, Limit.perMinute(100_000)));
        assertThat(LimitRules.defaults()
                        .with("hubspot", LimitRules.Tiers.builtIn())
                        .of("hubspot"))
                .isEqualTo(LimitRules.Tiers.builtIn());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_000_000_001})
    void aLimitAllowsAtLeastOneCall(long capacity) {
        assertThatThrownBy(() -> Limit.perMinute(capacity)).hasMessageContaining("set its capacity");
    }

    @ParameterizedTest
    @CsvSource({"PT0.999S", "PT24H0.001S"})
    void aWindowIsASecondToADay(Duration window) {
        assertThatThrownBy(() -> new Limit(1, window)).hasMessageContaining("set its window");
    }
}
