package dev.handrail.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One Postgres, as durable as Postgres is by default, for Temporal's databases and the product's. */
final class Postgres implements AutoCloseable {

    static final String USER = "postgres";
    static final String PRODUCT_DATABASE = "handrail";

    private final EmbeddedPostgres server;
    private final ProcessTree tree;

    private Postgres(EmbeddedPostgres server, ProcessTree tree) {
        this.server = server;
        this.tree = tree;
    }

    static Postgres start(Workplace place) throws IOException, SQLException {
        Path data = place.run().resolve("postgres");
        Redirect log = Redirect.appendTo(place.log("postgres").toFile());
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                // The embedded server is set up for tests, without both; a later setting wins.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        place.remember(pid);
        Postgres postgres = new Postgres(server, new ProcessTree(pid));
        postgres.requireDurable();
        return postgres;
    }

    int port() {
        return server.getPort();
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database);
    }

    ProcessTree tree() {
        return tree;
    }

    void createDatabase(String name) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
    }

    /** Every full page that WAL must hold anew after a checkpoint is charged to whoever comes first: the warm-up. */
    void checkpoint() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    long walBytes() throws SQLException {
        return number("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint");
    }

    long walSyncs() throws SQLException {
        return number("SELECT coalesce(sum(fsyncs), 0)::bigint FROM pg_stat_io WHERE object = 'wal'");
    }

    /** Returns once so many of the product's requests wait for a person. */
    void awaitWaiting(int many) throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(PRODUCT_DATABASE), USER, USER);
                PreparedStatement count = connection.prepareStatement(
                        "SELECT count(*) FROM authorization_request WHERE status = 'PENDING'")) {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
            while (System.nanoTime() < end) {
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    if (row.getLong(1) >= many) {
                        return;
                    }
                }
                Thread.sleep(1_000);
            }
            throw new IllegalStateException("Not all of %d requests wait after 5 minutes".formatted(many));
        }
    }

    /** Transactions committed since the beginning by database, those that only read included. */
    Map<String, Long> commits() throws SQLException {
        Map<String, Long> commits = new LinkedHashMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT datname, xact_commit FROM pg_stat_database WHERE datname IS NOT NULL ORDER BY datname")) {
            while (rows.next()) {
                commits.put(rows.getString(1), rows.getLong(2));
            }
        }
        return commits;
    }

    String version() throws SQLException {
        return setting("server_version");
    }

    private long number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void requireDurable() throws SQLException {
        for (String name : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            if (!setting(name).equals("on")) {
                throw new IllegalStateException("Postgres runs with %s %s".formatted(name, setting(name)));
            }
        }
    }

    private String setting(String name) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
