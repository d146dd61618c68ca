package dev.handrail.policy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The versions in the database. Works in the caller's transaction. */
final class PolicyStore {

    private final JdbcClient jdbc;

    PolicyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Number of the active version; 0 when the tenant has none. */
    long latest(String tenant) {
        return jdbc.sql("SELECT coalesce(max(version), 0) FROM policy_version WHERE tenant = ?")
                .param(tenant)
                .query(Long.class)
                .single();
    }

    Optional<PolicyVersion> find(String tenant, long version) {
        return jdbc.sql("SELECT * FROM policy_version WHERE tenant = ? AND version = ?")
                .params(tenant, version)
                .query(PolicyStore::read)
                .optional();
    }

    Optional<PolicyVersion> newestWithHash(String tenant, String hash) {
        return jdbc.sql("SELECT * FROM policy_version WHERE tenant = ? AND hash = ? ORDER BY version DESC LIMIT 1")
                .params(tenant, hash)
                .query(PolicyStore::read)
                .optional();
    }

    /** Newest first. */
    List<PolicyVersion> before(String tenant, long version, int limit) {
        return jdbc.sql("SELECT * FROM policy_version WHERE tenant = ? AND version < ? ORDER BY version DESC LIMIT ?")
                .params(tenant, version, limit)
                .query(PolicyStore::read)
                .list();
    }

    /** Whoever applies a policy to the tenant at the same time waits until this transaction has ended. */
    void lock(String tenant) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('policy_version ' || ?, 0))")
                .param(tenant)
                .query((row, number) -> true)
                .single();
    }

    PolicyVersion add(String tenant, long version, String hash, String yaml, String by, String note) {
        return jdbc.sql("""
                        INSERT INTO policy_version (tenant, version, hash, yaml, by, note) VALUES (?, ?, ?, ?, ?, ?)
                        RETURNING *""")
                .params(tenant, version, hash, yaml, by, note)
                .query(PolicyStore::read)
                .single();
    }

    private static PolicyVersion read(ResultSet row, int number) throws SQLException {
        return new PolicyVersion(
                row.getLong("version"),
                row.getString("hash"),
                row.getString("yaml"),
                row.getString("by"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("note"));
    }
}
