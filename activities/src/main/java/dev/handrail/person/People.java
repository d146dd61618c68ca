package dev.handrail.person;

import dev.handrail.call.Role;
import dev.handrail.tenant.TenantTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever signed in, for the pages and for the worker that asks who may decide. */
public final class People {

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    public People(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** Replaces what an earlier sign-in said. */
    public void signedIn(Person person) {
        transactions.run(
                person.tenant(),
                () -> jdbc.sql("""
                        INSERT INTO person (tenant, id, name, email, roles, groups, signed_in_at)
                        VALUES (:tenant, :id, :name, :email, :roles, :groups, :at)
                        ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, email = excluded.email,
                            roles = excluded.roles, groups = excluded.groups, signed_in_at = excluded.signed_in_at""")
                        .param("tenant", person.tenant())
                        .param("id", person.id())
                        .param("name", person.name())
                        .param("email", person.email())
                        .param("roles", labels(person.roles()))
                        .param("groups", person.groups().toArray(String[]::new))
                        .param("at", person.signedInAt().atOffset(ZoneOffset.UTC))
                        .update());
    }

    public Optional<Person> find(String tenant, String id) {
        return transactions.in(
                tenant,
                () -> jdbc.sql("SELECT * FROM person WHERE tenant = ? AND id = ?")
                        .params(tenant, id)
                        .query(People::read)
                        .optional());
    }

    /** By name. */
    public List<Person> list(String tenant) {
        return transactions.in(
                tenant,
                () -> jdbc.sql("SELECT * FROM person WHERE tenant = ? ORDER BY name, id")
                        .param(tenant)
                        .query(People::read)
                        .list());
    }

    /**
     * Approvers who signed in since.
     *
     * @param groups of which they are in one; empty for all
     */
    public List<Person> approvers(String tenant, Set<String> groups, Instant since) {
        return list(tenant).stream()
                .filter(person -> person.roles().contains(Role.APPROVER))
                .filter(person -> groups.isEmpty() || !Collections.disjoint(groups, person.groups()))
                .filter(person -> person.signedInAt().isAfter(since))
                .toList();
    }

    static String[] labels(Collection<Role> roles) {
        return roles.stream().map(Role::label).sorted().toArray(String[]::new);
    }

    static Set<Role> roles(ResultSet row) throws SQLException {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String label : texts(row, "roles")) {
            roles.add(Role.valueOf(label.toUpperCase(Locale.ROOT)));
        }
        return roles;
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    private static Person read(ResultSet row, int number) throws SQLException {
        return new Person(
                row.getString("tenant"),
                row.getString("id"),
                row.getString("name"),
                row.getString("email"),
                roles(row),
                Set.copyOf(texts(row, "groups")),
                row.getObject("signed_in_at", OffsetDateTime.class).toInstant());
    }
}
