package dev.handrail.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.audit.AuditLog;
import dev.handrail.call.Role;
import dev.handrail.credential.ApiKey.Holder;
import dev.handrail.credential.ApiKeys;
import dev.handrail.credential.Tenants;
import dev.handrail.person.People;
import dev.handrail.person.Person;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.testing.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class KnownApproversIT {

    private static final Database DATABASE = Database.shared();

    private final JdbcClient jdbc = JdbcClient.create(DATABASE.application());
    private final TenantTransactions transactions =
            new TenantTransactions(new JdbcTransactionManager(DATABASE.application()), jdbc);
    private final People people = new People(transactions, jdbc);
    private final ApiKeys keys = new ApiKeys(
            jdbc,
            transactions,
            new AuditLog(transactions, jdbc, UnaryOperator.identity(), null, Clock.systemUTC()),
            Clock.systemUTC());
    private final KnownApprovers approvers =
            new KnownApprovers(people, new KeyApprovers(keys, Clock.systemUTC()), Clock.systemUTC());

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

        assertThat(approvers.objection("deciding", ann, Set.of())).isEmpty();
        assertThat(approvers.objection("default", ann, Set.of())).isPresent();
    }

    @Test
    void asksForAnotherSignInAfterADay() {
        String bob = signIn("bob", Role.APPROVER, Duration.ofHours(25));

        assertThat(approvers.objection("deciding", bob, Set.of()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("sign in again"));
    }

    @Test
    void letsNobodyDecideWithoutTheRole() {
        String root = signIn("root", Role.ADMIN, Duration.ZERO);

        assertThat(approvers.objection("deciding", root, Set.of()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("role approver"));
    }

    @Test
    void leavesKeysToTheKeys() {
        String key = keys.issue("deciding", Set.of(Role.APPROVER), "a key", "test", null)
                .keyId();

        assertThat(approvers.objection("deciding", key, Set.of())).isEmpty();
        assertThat(approvers.objection("deciding", "unknown", Set.of())).isPresent();
    }

    @Test
    void asksForAMemberOfTheGroup() {
        people.signedIn(new Person(
                "deciding", "oidc:fin", "Fin", null, Set.of(Role.APPROVER), Set.of("finance"), Instant.now()));

        assertThat(approvers.objection("deciding", "oidc:fin", Set.of("finance", "sales")))
                .isEmpty();
        assertThat(approvers.objection("deciding", "oidc:fin", Set.of("legal")))
                .hasValue("Only members of legal decide about this");
    }

    @Test
    void takesAPersonAndTheirKeysForOne() {
        people.signedIn(new Person(
                "deciding", "oidc:u1", "Dee", "Dee@acme.test", Set.of(Role.APPROVER), Set.of(), Instant.now()));
        String own = key("dee@acme.test");
        String local = key("dee");

        assertThat(approvers.isSamePerson("deciding", "oidc:u1", own)).isTrue();
        assertThat(approvers.isSamePerson("deciding", local, "local:Dee")).isTrue();
        assertThat(approvers.isSamePerson("deciding", "local:dee@acme.test", "oidc:u1"))
                .isTrue();
        assertThat(approvers.isSamePerson("deciding", "oidc:u1", local)).isFalse();
        assertThat(approvers.isSamePerson("deciding", "oidc:u1", "oidc:u2")).isFalse();
    }

    private String key(String owner) {
        return keys.issue("deciding", Set.of(Role.AGENT), "bot", "test", null, new Holder(owner, Set.of()))
                .keyId();
    }
}
