package dev.handrail.budget;

import java.time.Instant;

/** Is told when little or nothing is left of a budget: once for each window and at most once in ten seconds, by each process. */
@FunctionalInterface
public interface BudgetAlarm {

    enum Level {
        /** Over nine tenths are used. */
        CRITICAL,
        /** A call has to wait. */
        EXHAUSTED
    }

    /**
     * @param next when the same may be raised again
     * @throws org.springframework.dao.DataAccessException when it could not be noted; it is raised again then
     */
    void raised(Budget budget, Level level, Instant now, Instant next);
}
