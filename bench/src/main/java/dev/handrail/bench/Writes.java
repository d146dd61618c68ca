package dev.handrail.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears of each row that was committed to a table, from Postgres itself. */
final class Writes implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Connection connection;

    private Writes(Connection connection) {
        this.connection = connection;
    }

    /** @param table with a column {@code subject} */
    static Writes to(String table, String jdbcUrl) throws SQLException {
        Connection connection = DriverManager.getConnection(jdbcUrl, Postgres.USER, Postgres.USER);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION tell_of_write() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN PERFORM pg_notify('written', NEW.subject); RETURN NULL; END $$""");
            statement.execute("CREATE TRIGGER told AFTER INSERT ON %s FOR EACH ROW EXECUTE FUNCTION tell_of_write()"
                    .formatted(table));
            statement.execute("LISTEN written");
        }
        return new Writes(connection);
    }

    /** @throws IllegalStateException when it is not written within half a minute */
    void await(String subject) throws SQLException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        PGConnection listening = connection.unwrap(PGConnection.class);
        while (System.nanoTime() < end) {
            for (PGNotification notice : listening.getNotifications(1_000)) {
                if (notice.getParameter().equals(subject)) {
                    return;
                }
            }
        }
        throw new IllegalStateException(subject + " was not written");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
