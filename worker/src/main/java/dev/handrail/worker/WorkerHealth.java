package dev.handrail.worker;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down, with the reason, while the worker takes no work. */
final class WorkerHealth implements HealthIndicator {

    private final RunningWorker worker;

    WorkerHealth(RunningWorker worker) {
        this.worker = worker;
    }

    @Override
    public Health health() {
        String problem = worker.problem();
        return problem == null
                ? Health.up().build()
                : Health.down().withDetail("problem", problem).build();
    }
}
