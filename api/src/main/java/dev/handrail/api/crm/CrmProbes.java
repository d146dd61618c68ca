package dev.handrail.api.crm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handrail.connector.Connectors;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Asks a tenant's CRM whether it is there: once in some seconds, however often this is asked. */
@Component
public final class CrmProbes implements AutoCloseable {

    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final Connectors connectors;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Cache<String, Optional<CrmFailure>> probes =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

    CrmProbes(Connectors connectors) {
        this.connectors = connectors;
    }

    /** What is wrong; empty when nothing is. */
    public Optional<CrmFailure> problem(String tenant) {
        return probes.get(tenant, this::probe);
    }

    /** The next question is asked of the CRM, for something has changed. */
    public void forget(String tenant) {
        probes.invalidate(tenant);
    }

    private Optional<CrmFailure> probe(String tenant) {
        Scope scope = new Scope(tenant, "handrail", "health");
        Future<?> asked = threads.submit(() -> connectors.of(tenant).probe(scope));
        try {
            asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (TimeoutException e) {
            asked.cancel(true);
            return Optional.of(unavailable("It does not answer within %d seconds".formatted(PATIENCE.toSeconds()), e));
        } catch (ExecutionException e) {
            return Optional.of(
                    e.getCause() instanceof CrmFailure failure ? failure : unavailable("It could not be asked", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(unavailable("It was not asked", e));
        }
    }

    private static CrmFailure unavailable(String message, Exception cause) {
        return new CrmFailure(CrmFailure.Kind.UNAVAILABLE, message, cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
