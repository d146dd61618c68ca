package dev.handrail.connection;

import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.SmartLifecycle;

/** Brings the schema up to date, as its owner, as soon as Postgres can be reached. */
public final class Migrations implements SmartLifecycle {

    private final DatabaseSettings settings;
    private volatile @Nullable EventualStart start;

    Migrations(DatabaseSettings settings) {
        this.settings = settings;
    }

    /** Waits until the schema is up to date. */
    public void await() throws InterruptedException {
        EventualStart started = start;
        if (started == null) {
            throw new IllegalStateException("The migrations have not been started");
        }
        started.await();
    }

    /** Why the schema is not up to date; null once it is. */
    public @Nullable String problem() {
        EventualStart started = start;
        return started == null ? "not started" : started.problem();
    }

    @Override
    public void start() {
        start = EventualStart.of("bring the database up to date", this::migrate);
    }

    @Override
    public void stop() {
        EventualStart started = start;
        if (started != null) {
            started.close();
        }
        start = null;
    }

    @Override
    public boolean isRunning() {
        return start != null;
    }

    /** Before everything that needs the schema. */
    @Override
    public int getPhase() {
        return -100;
    }

    private void migrate() {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(settings.url());
        owner.setUser(settings.user());
        owner.setPassword(settings.password());
        Flyway.configure().dataSource(owner).load().migrate();
    }
}
