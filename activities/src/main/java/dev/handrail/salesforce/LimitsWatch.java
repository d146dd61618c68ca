package dev.handrail.salesforce;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.QuotaListener.Quota;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks the org, beside the calls and once a minute at most, how many calls it still allows. The REST library shows no
 * headers, in which Salesforce says the same with each answer.
 */
final class LimitsWatch {

    private static final Duration EVERY = Duration.ofMinutes(1);

    /** Salesforce counts rolling hours: the calls come back bit by bit, all of them after a day. */
    private static final Duration WINDOW = Duration.ofHours(24);

    private final String tenant;
    private final SalesforceApi api;
    private final QuotaListener listener;
    private final InstantSource clock;
    private final AtomicReference<Instant> asked = new AtomicReference<>(Instant.MIN);
    private volatile @Nullable Long capacity;

    LimitsWatch(String tenant, SalesforceApi api, QuotaListener listener, InstantSource clock) {
        this.tenant = tenant;
        this.api = api;
        this.listener = listener;
        this.clock = clock;
    }

    void called() {
        Instant last = asked.get();
        Instant now = clock.instant();
        if (listener != QuotaListener.NONE && now.minus(EVERY).isAfter(last) && asked.compareAndSet(last, now)) {
            Thread.ofVirtual().name("salesforce-limits").start(this::askQuietly);
        }
    }

    /** @throws CrmFailure when the org does not answer */
    void ask() {
        Row daily = api.limits().row("DailyApiRequests");
        if (daily.get("Max") instanceof Number most && daily.get("Remaining") instanceof Number left) {
            capacity = most.longValue();
            tell(most.longValue(), left.longValue());
        }
    }

    void failed(CrmFailure failure) {
        Long known = capacity;
        if (ErrorTable.UNTIL_CALLS_ARE_ALLOWED.equals(failure.retryAfter()) && known != null) {
            tell(known, 0);
        }
    }

    private void askQuietly() {
        try {
            ask();
        } catch (CrmFailure failure) {
            failed(failure);
        }
    }

    private void tell(long most, long left) {
        listener.observed(new Quota(tenant, SalesforceConnector.NAME, "day", most, left, WINDOW));
    }
}
