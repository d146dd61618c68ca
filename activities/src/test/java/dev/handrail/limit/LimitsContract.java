package dev.handrail.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.limit.LimitRules.Tiers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What limits promise whatever store they are counted in. Two instances of {@link Limits} stand for two processes. */
abstract class LimitsContract {

    static final Limit AMPLE = Limit.perMinute(1_000_000);

    final MovedClock clock = new MovedClock();
    final String tenant = "tenant-" + UUID.randomUUID();
    private final List<LimitStore> opened = new ArrayList<>();

    abstract LimitStore open(Clock clock);

    @AfterEach
    void closeStores() {
        opened.forEach(LimitStore::close);
    }

    Limits process(LimitRules rules) {
        LimitStore store = open(clock);
        opened.add(store);
        return new Limits(rules, store, clock, new SimpleMeterRegistry());
    }

    static LimitRules crm(Limit perLead, Limit perAccount, Limit global) {
        return new LimitRules(Map.of("crm", new Tiers(perLead, perAccount, global)));
    }

    LimitVerdict take(Limits limits, String subject, @Nullable String account) {
        return limits.take(tenant, "crm", subject, account, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 137, 1000})
    void allowsExactlyTheLimitHoweverManyProcessesAsk(long capacity) throws Exception {
        LimitRules rules = crm(Limit.perMinute(capacity), AMPLE, AMPLE);
        List<Limits> processes = List.of(process(rules), process(rules));

        long allowed = hammer(processes, (int) capacity);

        assertThat(allowed).isEqualTo(capacity);
        clock.move(Duration.ofMinutes(1));
        assertThat(hammer(processes, (int) capacity)).isEqualTo(capacity);
    }

    private long hammer(List<Limits> processes, int capacity) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Long> calls = () -> IntStream.range(0, capacity / 4 + 5)
                    .mapToLong(i -> processes.stream().filter(this::allowed).count())
                    .sum();
            long sum = 0;
            for (Future<Long> some :
                    threads.invokeAll(Stream.generate(() -> calls).limit(8).toList())) {
                sum += some.get();
            }
            return sum;
        }
    }

    private boolean allowed(Limits limits) {
        return take(limits, "lead-1", "account-1").allowed();
    }

    @Test
    void countsEachTenantAndConnectorByItself() {
        Tiers one = new Tiers(Limit.perMinute(1), AMPLE, AMPLE);
        Limits limits = process(new LimitRules(Map.of("crm", one, "other", one)));

        assertThat(limits.take(tenant, "crm", "lead-1", null, 1).allowed()).isTrue();
        assertThat(limits.take(tenant, "crm", "lead-1", null, 1).allowed()).isFalse();
        assertThat(limits.take(tenant, "other", "lead-1", null, 1).allowed()).isTrue();
        assertThat(limits.take(tenant + "2", "crm", "lead-1", null, 1).allowed())
                .isTrue();
        assertThat(limits.take(tenant, "crm", "lead-2", null, 1).allowed()).isTrue();
    }

    @Test
    void aRefusedCallTakesNothingFromTheOtherLimits() {
        LimitRules rules = crm(Limit.perMinute(1), Limit.perMinute(3), Limit.perMinute(4));
        Limits here = process(rules);
        Limits there = process(rules);
        take(here, "lead-1", "account-1");

        for (int i = 0; i < 5; i++) {
            assertThat(take(here, "lead-1", "account-1").tier()).isEqualTo(Tier.LEAD);
        }

        assertThat(take(there, "lead-2", "account-1").allowed()).isTrue();
        assertThat(take(there, "lead-3", "account-1").allowed()).isTrue();
        assertThat(take(there, "lead-4", "account-1").tier()).isEqualTo(Tier.ACCOUNT);
        assertThat(take(there, "lead-4", "account-2").allowed()).isTrue();
        assertThat(take(there, "lead-5", "account-3").tier()).isEqualTo(Tier.GLOBAL);
    }

    @Test
    void saysWhichLimitIsTightestAndWhenItEnds() {
        Limits limits = process(crm(Limit.perMinute(2), Limit.perMinute(3), Limit.perMinute(4)));
        var windowEnd = clock.instant().plusSeconds(60);

        LimitVerdict first = take(limits, "lead-1", "account-1");
        assertThat(first).isEqualTo(new LimitVerdict(true, Tier.LEAD, 2, 1, windowEnd, Duration.ZERO));

        clock.move(Duration.ofMillis(12_500));
        take(limits, "lead-1", "account-1");
        LimitVerdict refused = take(limits, "lead-1", "account-1");
        assertThat(refused).isEqualTo(new LimitVerdict(false, Tier.LEAD, 2, 0, windowEnd, Duration.ofMillis(47_500)));
        assertThat(refused.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "X-RateLimit-Limit", "2",
                        "X-RateLimit-Remaining", "0",
                        "X-RateLimit-Reset", Long.toString(windowEnd.getEpochSecond()),
                        "Retry-After", "48"));
    }

    @Test
    void allowsAllCallsAgainWhenTheWindowEndsAndNoneBefore() {
        Limits limits = process(crm(Limit.perMinute(2), AMPLE, AMPLE));
        take(limits, "lead-1", null);
        take(limits, "lead-1", null);

        clock.move(Duration.ofMillis(59_999));
        assertThat(take(limits, "lead-1", null).allowed()).isFalse();

        clock.move(Duration.ofMillis(1));
        assertThat(take(limits, "lead-1", null).allowed()).isTrue();
        assertThat(take(limits, "lead-1", null).allowed()).isTrue();
        assertThat(take(limits, "lead-1", null).allowed()).isFalse();
    }

    @Test
    void whatAProcessHasLeftOverIsVoidInTheNextWindow() {
        LimitRules rules = crm(Limit.perMinute(1000), AMPLE, AMPLE);
        Limits here = process(rules);
        Limits there = process(rules);
        take(here, "lead-1", null);

        clock.move(Duration.ofMinutes(1));
        long allowed = IntStream.range(0, 1000)
                        .filter(i -> take(there, "lead-1", null).allowed())
                        .count()
                + IntStream.range(0, 20)
                        .filter(i -> take(here, "lead-1", null).allowed())
                        .count();

        assertThat(allowed).isEqualTo(1000);
    }

    @Test
    void countsWhatACallCosts() {
        Limits limits = process(crm(Limit.perMinute(10), AMPLE, AMPLE));

        assertThat(limits.take(tenant, "crm", "lead-1", null, 7).remaining()).isEqualTo(3);
        assertThat(limits.take(tenant, "crm", "lead-1", null, 4).allowed()).isFalse();
        assertThat(limits.take(tenant, "crm", "lead-1", null, 3).allowed()).isTrue();
    }

    @Test
    void refusesACallThatCouldNeverPass() {
        Limits limits = process(crm(Limit.perMinute(10), AMPLE, AMPLE));

        assertThatThrownBy(() -> limits.take(tenant, "crm", "lead-1", null, 11))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("raise the limit of crm");
    }

    @Test
    void aChangedLimitHoldsAtOnce() {
        Limits before = process(crm(Limit.perMinute(1), AMPLE, AMPLE));
        take(before, "lead-1", null);

        Limits after = process(crm(Limit.perMinute(3), AMPLE, AMPLE));

        assertThat(take(after, "lead-1", null).remaining()).isEqualTo(2);
    }

    @Test
    void takesAnyNameForALead() {
        Limits limits = process(crm(Limit.perMinute(1), AMPLE, AMPLE));

        for (String subject : List.of("a/b", "a b", "\0", "ü", "x".repeat(10_000))) {
            assertThat(take(limits, subject, null).allowed()).isTrue();
            assertThat(take(limits, subject, null).allowed()).isFalse();
        }
    }
}
