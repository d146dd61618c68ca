package dev.handrail.presence;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Workers note here that they take work. Temporal remembers a killed worker's last poll for minutes, and its test server
 * tells nothing about pollers. All times are the database's.
 */
public final class WorkerPresence {

    /** How often a worker notes itself. */
    public static final Duration EVERY = Duration.ofSeconds(3);

    /** A worker that was not seen for longer is gone: it has missed three notes. */
    public static final Duration GONE_AFTER = Duration.ofSeconds(10);

    private final JdbcClient jdbc;

    public WorkerPresence(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param identity the worker's, as Temporal shows it */
    public void note(String identity, String taskQueue) {
        jdbc.sql("""
                        INSERT INTO worker_presence (identity, task_queue, seen) VALUES (?, ?, clock_timestamp())
                        ON CONFLICT (identity) DO UPDATE SET task_queue = excluded.task_queue, seen = excluded.seen""").params(identity, taskQueue).update();
    }

    /** Takes back the note of a worker that stops, and those of workers that were killed. */
    public void leave(String identity) {
        jdbc.sql(
                        "DELETE FROM worker_presence WHERE identity = ? OR seen < clock_timestamp() - make_interval(secs => ?)")
                .params(identity, GONE_AFTER.toSeconds())
                .update();
    }

    public boolean anyone(String taskQueue) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM worker_presence
                                       WHERE task_queue = ? AND seen >= clock_timestamp() - make_interval(secs => ?))""")
                .params(taskQueue, GONE_AFTER.toSeconds())
                .query(Boolean.class)
                .single();
    }
}
