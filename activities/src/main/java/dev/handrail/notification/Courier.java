package dev.handrail.notification;

import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.notification.Channel.Kind;
import dev.handrail.notification.Deliveries.Due;
import dev.handrail.tenant.TenantTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is due, in any worker. At least once: who dies between sending and noting leaves it to another, which sends it
 * again under the same id.
 */
public final class Courier implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    static final Duration GIVE_UP_AFTER = Duration.ofDays(1);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** Longer than any attempt takes. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final int AT_ONCE = 50;

    private final Deliveries deliveries;
    private final Channels channels;
    private final Mail mail;
    private final Webhooks webhooks;
    private final TenantTransactions transactions;
    private final AuditLog audit;
    private final Clock clock;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Courier(
            Deliveries deliveries,
            Channels channels,
            Mail mail,
            Webhooks webhooks,
            TenantTransactions transactions,
            AuditLog audit,
            Clock clock) {
        this.deliveries = deliveries;
        this.channels = channels;
        this.mail = mail;
        this.webhooks = webhooks;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Starts on what is due now, and does not wait for it. */
    public void go() {
        int most = free.drainPermits();
        List<Due> due = List.of();
        try {
            due = most == 0 ? List.of() : deliveries.claim(most, LEASE);
        } finally {
            free.release(most - due.size());
        }
        for (Due next : due) {
            threads.execute(() -> {
                try {
                    bring(next);
                } finally {
                    free.release();
                }
            });
        }
    }

    private void bring(Due due) {
        try {
            Optional<Delivery> opened = deliveries.open(due);
            if (opened.isPresent()) {
                bring(opened.get());
            }
        } catch (RuntimeException e) {
            log.warn(
                    "A notification was put off for {}: {}", LEASE, e.getClass().getSimpleName());
        }
    }

    private void bring(Delivery delivery) {
        try {
            Channel channel = channels.find(delivery.tenant(), delivery.channel())
                    .orElseThrow(() -> Undelivered.forGood("There is no such channel any more"));
            if (channel.kind() == Kind.EMAIL) {
                mail.send(delivery);
            } else {
                webhooks.send(delivery, channel);
            }
            deliveries.delivered(delivery);
        } catch (Undelivered failure) {
            putOff(delivery, failure);
        } catch (RuntimeException e) {
            log.warn("Notification {} could not be sent", delivery.id(), e);
            putOff(delivery, Undelivered.forNow("It could not be sent; the worker's log says why", e));
        }
    }

    private void putOff(Delivery delivery, Undelivered failure) {
        String problem = String.valueOf(failure.getMessage());
        Instant next = clock.instant().plus(wait(delivery.attempts()));
        if (failure.isForGood() || next.isAfter(delivery.createdAt().plus(GIVE_UP_AFTER))) {
            giveUp(delivery, problem);
        } else {
            deliveries.later(delivery, problem, next);
        }
    }

    private void giveUp(Delivery delivery, String problem) {
        transactions.run(delivery.tenant(), () -> {
            deliveries.dead(delivery, problem);
            audit.append(AuditEntry.of(delivery.tenant(), "handrail", "notification_undelivered", "failed")
                    .saying(
                            Map.of(
                                    "delivery", delivery.id().toString(),
                                    "channel", delivery.channel(),
                                    "event", delivery.message().event().label(),
                                    "about", delivery.message().about()),
                            Map.of("reason", problem, "attempts", delivery.attempts() + 1)));
        });
    }

    /** Doubles from five seconds to an hour, with a tenth more or less, so that not all come back at once. */
    static Duration wait(int attempts) {
        long millis = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(attempts, 20));
        return Duration.ofMillis((long) (millis * ThreadLocalRandom.current().nextDouble(0.9, 1.1)));
    }

    /** What is under way may end, for a moment. */
    @Override
    public void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }
}
