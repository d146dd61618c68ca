package dev.handrail.person;

import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.call.Role;
import dev.handrail.tenant.TenantTransactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Links that let one person in, once, within ten minutes. Their codes are stored as hashes only. */
public final class SignInLinks {

    public static final Duration VALID_FOR = Duration.ofMinutes(10);

    /** How long a used or expired link can still be told from an unknown one. */
    private static final Duration REMEMBERED_FOR = Duration.ofDays(1);

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@'-]{0,59}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final TenantTransactions transactions;
    private final AuditLog audit;
    private final Clock clock;

    public SignInLinks(JdbcClient jdbc, TenantTransactions transactions, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param code 256 random bits; shown once and not kept */
    public record Issued(String code, Instant expiresAt) {

        @Override
        public String toString() {
            return "Issued[expiresAt=%s]".formatted(expiresAt);
        }
    }

    /** Why a link lets nobody in; and whose it was, when it was known. */
    public record Refusal(String reason, Optional<String> tenant) {}

    /**
     * What became of a code.
     *
     * @param person whom it lets in; empty when it is refused
     */
    public record Redeemed(Optional<Person> person, Optional<Refusal> refusal) {}

    /**
     * Makes a link, with an audit row.
     *
     * @param name whom it is for; the same name is the same person
     * @throws IllegalArgumentException when the name or a role is none a person can have
     */
    public Issued issue(String tenant, String name, Set<Role> roles, String issuedBy) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A name is 1 to 60 letters, digits, spaces and . _ @ ' -, and begins with a letter or digit");
        }
        Instant now = clock.instant();
        Person person = new Person(tenant, Person.localId(name), name, null, roles, Set.of(), now);
        String code = code();
        Instant expiresAt = now.plus(VALID_FOR);
        transactions.run(tenant, () -> {
            jdbc.sql("DELETE FROM sign_in_link WHERE expires_at < ?")
                    .param(now.minus(REMEMBERED_FOR).atOffset(ZoneOffset.UTC))
                    .update();
            jdbc.sql("""
                    INSERT INTO sign_in_link (code_hash, tenant, name, roles, issued_by, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?)""")
                    .param(hash(code))
                    .param(tenant)
                    .param(name)
                    .param(People.labels(roles))
                    .param(issuedBy)
                    .param(expiresAt.atOffset(ZoneOffset.UTC))
                    .update();
            audit.append(AuditEntry.of(tenant, issuedBy, "sign_in_link_issued", "succeeded")
                    .saying(Map.of("person", person.id(), "roles", List.of(People.labels(roles))), Map.of()));
        });
        return new Issued(code, expiresAt);
    }

    /** Uses the code up; of two who send it at once one is let in. */
    public Redeemed redeem(String code) {
        Instant now = clock.instant();
        Optional<Link> link = jdbc.sql("SELECT * FROM sign_in_link WHERE code_hash = ?")
                .param(hash(code))
                .query(SignInLinks::read)
                .optional();
        if (link.isEmpty()) {
            return refused("This link is not one of ours", Optional.empty());
        }
        Optional<String> tenant = Optional.of(link.get().tenant());
        if (!now.isBefore(link.get().expiresAt())) {
            return refused("This link has expired", tenant);
        }
        boolean first = jdbc.sql("UPDATE sign_in_link SET used_at = ? WHERE code_hash = ? AND used_at IS NULL")
                        .params(now.atOffset(ZoneOffset.UTC), hash(code))
                        .update()
                == 1;
        return first
                ? new Redeemed(Optional.of(link.get().person(now)), Optional.empty())
                : refused("This link was used before", tenant);
    }

    private static Redeemed refused(String reason, Optional<String> tenant) {
        return new Redeemed(Optional.empty(), Optional.of(new Refusal(reason, tenant)));
    }

    private record Link(String tenant, String name, Set<Role> roles, Instant expiresAt) {

        Person person(Instant now) {
            return new Person(tenant, Person.localId(name), name, null, roles, Set.of(), now);
        }
    }

    private static Link read(ResultSet row, int number) throws SQLException {
        return new Link(
                row.getString("tenant"),
                row.getString("name"),
                People.roles(row),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private static String code() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hash(String code) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
