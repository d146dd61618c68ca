package dev.handrail.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.call.Role;
import dev.handrail.credential.Tenants;
import dev.handrail.person.People;
import dev.handrail.person.Person;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.testing.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class KnownApproversIT {

    private static final Database DATABASE = Database.shared();

    private final JdbcClient jdbc = JdbcClient.create(DATABASE.application());
    private final People people =
            new People(new TenantTransactions(new JdbcTransactionManager(DATABASE.application()), jdbc), jdbc);
    private final KnownApprovers approvers =
            new KnownApprovers(people, (tenant, key) -> Optional.of("asked the keys"), Clock.systemUTC());

    @BeforeAll
    static void start() {
        new Tenants(DATABASE.jdbc()).create("deciding");
    }

    private String signIn(String name, Role role, Duration ago) {
        String id = Person.localId(name);
        people.signedIn(new Person(
                "deciding",
                id,
                name,
                null,
                Set.of(role),
                Set.of(),
                Instant.now().minus(ago)));
        return id;
    }

    @Test
    void letsAnApproverDecideWhoSignedInToday() {
        String ann = signIn("ann", Role.APPROVER, Duration.ofHours(23));

        assertThat(approvers.objection("deciding", ann)).isEmpty();
        assertThat(approvers.objection("default", ann)).isPresent();
    }

    @Test
    void asksForAnotherSignInAfterADay() {
        String bob = signIn("bob", Role.APPROVER, Duration.ofHours(25));

        assertThat(approvers.objection("deciding", bob))
                .hasValueSatisfying(reason -> assertThat(reason).contains("sign in again"));
    }

    @Test
    void letsNobodyDecideWithoutTheRole() {
        String root = signIn("root", Role.ADMIN, Duration.ZERO);

        assertThat(approvers.objection("deciding", root))
                .hasValueSatisfying(reason -> assertThat(reason).contains("role approver"));
    }

    @Test
    void leavesKeysToTheKeys() {
        assertThat(approvers.objection("deciding", "Abc123")).hasValue("asked the keys");
    }
}
