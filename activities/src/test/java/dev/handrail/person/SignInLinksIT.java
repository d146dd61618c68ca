package dev.handrail.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.call.Role;
import dev.handrail.credential.Tenants;
import dev.handrail.person.SignInLinks.Issued;
import dev.handrail.person.SignInLinks.Redeemed;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.testing.Database;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class SignInLinksIT {

    private static final Database DATABASE = Database.shared();

    private final JdbcClient jdbc = JdbcClient.create(DATABASE.application());
    private final TenantTransactions transactions =
            new TenantTransactions(new JdbcTransactionManager(DATABASE.application()), jdbc);
    private final AuditLog audit = new AuditLog(transactions, jdbc, UnaryOperator.identity(), null, Clock.systemUTC());
    private final SignInLinks links = at(Clock.systemUTC());

    private SignInLinks at(Clock clock) {
        return new SignInLinks(jdbc, transactions, audit, clock);
    }

    @BeforeAll
    static void start() {
        new Tenants(DATABASE.jdbc()).create("linked");
    }

    @Test
    void letsOnePersonInOnce() {
        Issued link = links.issue("linked", "Ann", Set.of(Role.APPROVER), "key1");

        Redeemed first = links.redeem(link.code());
        Redeemed second = links.redeem(link.code());

        assertThat(first.person()).hasValueSatisfying(person -> {
            assertThat(person.id()).isEqualTo("local:Ann");
            assertThat(person.tenant()).isEqualTo("linked");
            assertThat(person.roles()).containsExactly(Role.APPROVER);
        });
        assertThat(second.person()).isEmpty();
        assertThat(second.refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo("This link was used before");
            assertThat(refusal.tenant()).hasValue("linked");
        });
    }

    @Test
    void letsOneInWhenTwentyFollowTheSameLinkAtOnce() throws Exception {
        Issued link = links.issue("linked", "Ann", Set.of(Role.APPROVER), "key1");
        Callable<Redeemed> follow = () -> links.redeem(link.code());

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long letIn = threads.invokeAll(java.util.Collections.nCopies(20, follow)).stream()
                    .filter(answer -> answer.resultNow().person().isPresent())
                    .count();
            assertThat(letIn).isEqualTo(1);
        }
    }

    @Test
    void letsNobodyInAfterTenMinutes() {
        Issued link = at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10)))
                .issue("linked", "Ann", Set.of(Role.APPROVER), "key1");

        assertThat(links.redeem(link.code()).refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.reason()).isEqualTo("This link has expired"));
    }

    @Test
    void letsNobodyInWithACodeItNeverIssued() {
        assertThat(links.redeem("guess").refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.tenant()).isEmpty());
    }

    @Test
    void keepsOnlyTheHashOfACodeAndARowForTheAudit() {
        Issued link = links.issue("linked", "Hana", Set.of(Role.ADMIN), "key7");

        List<String> hashes = jdbc.sql("SELECT encode(code_hash, 'escape') FROM sign_in_link")
                .query(String.class)
                .list();
        assertThat(hashes).isNotEmpty().noneMatch(hash -> hash.contains(link.code()));
        assertThat(link.code().getBytes(StandardCharsets.UTF_8)).hasSize(43);
        assertThat(audit.list("linked", AuditFilter.ALL, null, 100).rows()).anySatisfy(row -> {
            assertThat(row.action()).isEqualTo("sign_in_link_issued");
            assertThat(row.actor()).isEqualTo("key7");
            assertThat(row.params()).contains("local:Hana").doesNotContain(link.code());
        });
    }

    @Test
    void issuesNoLinkForWhatNoPersonCanBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> links.issue("linked", "Ann", Set.of(Role.AGENT), "key1"))
                .withMessageContaining("admin, approver, operator and viewer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> links.issue("linked", "<b>", Set.of(Role.ADMIN), "key1"))
                .withMessageContaining("A name is");
    }
}
