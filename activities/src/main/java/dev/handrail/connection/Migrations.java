package dev.handrail.connection;

import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings the schema up to date, as its owner, as soon as Postgres can be reached. */
public final class Migrations extends EventualStart {

    private final DatabaseSettings settings;

    Migrations(DatabaseSettings settings) {
        super("bring the database up to date");
        this.settings = settings;
    }

    /** Before everything that needs the schema. */
    @Override
    public int getPhase() {
        return -100;
    }

    @Override
    protected void attempt() {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(settings.url());
        owner.setUser(settings.user());
        owner.setPassword(settings.password());
        Flyway.configure().dataSource(owner).load().migrate();
    }
}
