package dev.handrail.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.call.Role;
import dev.handrail.credential.Tenants;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.testing.Database;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class PeopleIT {

    private static final Database DATABASE = Database.shared();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final JdbcClient jdbc = JdbcClient.create(DATABASE.application());
    private final TenantTransactions transactions =
            new TenantTransactions(new JdbcTransactionManager(DATABASE.application()), jdbc);
    private final People people = new People(transactions, jdbc);

    @BeforeAll
    static void start() {
        Tenants tenants = new Tenants(DATABASE.jdbc());
        tenants.create("crowd");
        tenants.create("elsewhere");
    }

    private Person ann(Set<Role> roles) {
        return new Person("crowd", "oidc:ann", "Ann", "ann@example.com", roles, Set.of("finance"), now);
    }

    @Test
    void remembersWhatTheLastSignInSaid() {
        people.signedIn(ann(Set.of(Role.ADMIN, Role.APPROVER)));
        people.signedIn(ann(Set.of(Role.VIEWER)));

        assertThat(people.find("crowd", "oidc:ann")).hasValue(ann(Set.of(Role.VIEWER)));
        assertThat(people.list("crowd")).containsExactly(ann(Set.of(Role.VIEWER)));
    }

    @Test
    void hidesPeopleFromOtherTenantsAlsoWhenAQueryForgetsToAsk() {
        people.signedIn(ann(Set.of(Role.VIEWER)));

        assertThat(people.find("elsewhere", "oidc:ann")).isEmpty();
        Long seen = transactions.in(
                "elsewhere",
                () -> jdbc.sql("SELECT count(*) FROM person").query(Long.class).single());
        assertThat(seen).isZero();
    }

    @Test
    void believesASignInForADay() {
        Person ann = ann(Set.of(Role.VIEWER));

        assertThat(ann.believedAt(now.plus(23, ChronoUnit.HOURS))).isTrue();
        assertThat(ann.believedAt(now.plus(24, ChronoUnit.HOURS))).isFalse();
    }
}
