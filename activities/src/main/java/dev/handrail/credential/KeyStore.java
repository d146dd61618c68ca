package dev.handrail.credential;

import dev.handrail.call.Role;
import dev.handrail.credential.ApiKey.Holder;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys in the database. */
final class KeyStore {

    private final JdbcClient jdbc;

    KeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A key and the SHA-256 of its secret. */
    record StoredKey(ApiKey key, byte[] secretHash) {}

    void insert(ApiKey key, byte[] secretHash) {
        jdbc.sql("""
                INSERT INTO api_key (id, tenant, name, roles, secret_hash, issued_by, issued_at, expires_at, owner, groups)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(key.id())
                .param(key.tenant())
                .param(key.name())
                .param(key.roles().stream().map(Role::label).sorted().toArray(String[]::new))
                .param(secretHash)
                .param(key.issuedBy())
                .param(key.issuedAt().atOffset(ZoneOffset.UTC))
                .param(key.expiresAt() == null ? null : key.expiresAt().atOffset(ZoneOffset.UTC))
                .param(key.holder().owner())
                .param(key.holder().groups().stream().sorted().toArray(String[]::new))
                .update();
    }

    Optional<StoredKey> find(String id) {
        return jdbc.sql("SELECT * FROM api_key WHERE id = ?")
                .param(id)
                .query((result, number) -> new StoredKey(read(result, number), result.getBytes("secret_hash")))
                .optional();
    }

    List<ApiKey> list(String tenant) {
        return jdbc.sql("SELECT * FROM api_key WHERE tenant = ? ORDER BY issued_at, id")
                .param(tenant)
                .query(KeyStore::read)
                .list();
    }

    boolean revoke(String tenant, String id, Instant at) {
        return jdbc.sql("UPDATE api_key SET revoked_at = ? WHERE tenant = ? AND id = ? AND revoked_at IS NULL")
                        .params(at.atOffset(ZoneOffset.UTC), tenant, id)
                        .update()
                == 1;
    }

    void used(String id, Instant at, Instant unlessSince) {
        jdbc.sql("UPDATE api_key SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)")
                .params(at.atOffset(ZoneOffset.UTC), id, unlessSince.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static ApiKey read(ResultSet result, int number) throws SQLException {
        Array roles = result.getArray("roles");
        return new ApiKey(
                result.getString("id"),
                result.getString("tenant"),
                result.getString("name"),
                Arrays.stream((String[]) roles.getArray())
                        .map(label -> Role.valueOf(label.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                result.getString("issued_by"),
                result.getObject("issued_at", OffsetDateTime.class).toInstant(),
                instant(result, "expires_at"),
                instant(result, "revoked_at"),
                instant(result, "last_used_at"),
                new Holder(result.getString("owner"), Set.of((String[])
                        result.getArray("groups").getArray())));
    }

    private static @Nullable Instant instant(ResultSet result, String column) throws SQLException {
        OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
