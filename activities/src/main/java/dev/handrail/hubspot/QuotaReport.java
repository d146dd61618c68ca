package dev.handrail.hubspot;

import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.QuotaListener.Quota;
import dev.handrail.connector.Scope;
import dev.handrail.hubspot.Bodies.Refusal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Tells the listener what each answer says of the limits. Answers of searches say nothing until they are refused. */
final class QuotaReport {

    private static final String HEADER = "X-HubSpot-RateLimit-";
    private static final String TEN_SECONDS = "ten-seconds";
    private static final String DAY = "day";
    private static final String SEARCH = "search";

    /** What HubSpot allows of searches in a second, and of calls when it did not say, by its documents. */
    private static final long SEARCHES = 4;

    private static final long CALLS = 100;
    private static final long CALLS_OF_A_DAY = 250_000;

    private final ZoneId zone;
    private final QuotaListener listener;
    private final RollingWindow calls = new RollingWindow();
    private final Map<String, Long> capacities = new ConcurrentHashMap<>();

    QuotaReport(ZoneId zone, QuotaListener listener) {
        this.zone = zone;
        this.listener = listener;
    }

    void answered(Scope scope, HttpHeaders headers) {
        OptionalLong most = number(headers, "Max");
        OptionalLong left = number(headers, "Remaining");
        if (most.isPresent() && left.isPresent()) {
            Duration interval =
                    Duration.ofMillis(number(headers, "Interval-Milliseconds").orElse(10_000));
            long used = most.getAsLong() - left.getAsLong();
            Duration untilOneMore = calls.answered(used, interval, System.nanoTime());
            tell(scope, TEN_SECONDS, most.getAsLong(), left.getAsLong(), untilOneMore);
        }
        OptionalLong daily = number(headers, "Daily");
        OptionalLong dailyLeft = number(headers, "Daily-Remaining");
        if (daily.isPresent() && dailyLeft.isPresent()) {
            tell(scope, DAY, daily.getAsLong(), dailyLeft.getAsLong(), untilMidnight());
        }
    }

    void refused(Scope scope, Refusal refusal, @Nullable Duration wait) {
        Duration resetsIn = Objects.requireNonNullElse(wait, Duration.ofSeconds(10));
        switch (refusal.policyName()) {
            case "SECONDLY" -> tell(scope, SEARCH, SEARCHES, 0, resetsIn);
            case "DAILY" -> tell(scope, DAY, capacities.getOrDefault(DAY, CALLS_OF_A_DAY), 0, resetsIn);
            default -> tell(scope, TEN_SECONDS, capacities.getOrDefault(TEN_SECONDS, CALLS), 0, resetsIn);
        }
    }

    private void tell(Scope scope, String window, long capacity, long remaining, Duration resetsIn) {
        capacities.put(window, capacity);
        listener.observed(new Quota(scope.tenant(), "hubspot", window, capacity, remaining, resetsIn));
    }

    private Duration untilMidnight() {
        ZonedDateTime now = ZonedDateTime.now(zone);
        return Duration.between(now, LocalDate.now(zone).plusDays(1).atStartOfDay(zone));
    }

    private static OptionalLong number(HttpHeaders headers, String name) {
        String value = headers.getFirst(HEADER + name);
        return value != null && value.matches("\\d{1,15}")
                ? OptionalLong.of(Long.parseLong(value))
                : OptionalLong.empty();
    }
}
