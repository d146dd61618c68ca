package dev.handrail.credential;

import static dev.handrail.call.Role.AGENT;
import static dev.handrail.call.Role.APPROVER;
import static dev.handrail.call.Role.PIPELINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.audit.AuditRow;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.testing.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

class ApiKeysIT {

    private static final Database DATABASE = Database.shared();

    private final SteppingClock clock = new SteppingClock();
    private final AtomicInteger connections = new AtomicInteger();
    private final DataSource counted = new DelegatingDataSource(DATABASE.application()) {
        @Override
        public Connection getConnection() throws SQLException {
            connections.incrementAndGet();
            return super.getConnection();
        }
    };
    private final JdbcClient jdbc = JdbcClient.create(counted);
    private final TenantTransactions transactions = new TenantTransactions(new JdbcTransactionManager(counted), jdbc);
    private final AuditLog audit = new AuditLog(transactions, jdbc, UnaryOperator.identity(), null, clock);
    private final ApiKeys keys = inAnotherProcess();

    @BeforeAll
    static void start() {
        Tenants tenants = new Tenants(DATABASE.jdbc());
        tenants.create("acme");
        tenants.create("other");
    }

    @Test
    void aKeySaysWhoIsAsking() {
        Issued issued = keys.issue("acme", Set.of(AGENT, APPROVER), "Claude", "anna", null);

        assertThat(issued.key()).matches("hr_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}").contains(issued.keyId());
        assertThat(keys.authenticate(issued.key()))
                .hasValue(new Principal(issued.keyId(), "acme", "Claude", Set.of(AGENT, APPROVER)));
    }

    @Test
    void aKeyIsStoredAsAHashAndPrintedByNoLog() {
        Issued issued = keys.issue("acme", Set.of(AGENT), "Claude", "anna", null);
        String secret = issued.key().substring(issued.key().lastIndexOf('_') + 1);

        String stored = DATABASE.ownerJdbc()
                .sql("SELECT (api_key)::text FROM api_key WHERE id = ?")
                .param(issued.keyId())
                .query(String.class)
                .single();

        assertThat(stored).doesNotContain(secret);
        assertThat(issued.toString()).doesNotContain(secret);
        assertThat(audit.list("acme", AuditFilter.ALL, null, 1).rows().toString())
                .doesNotContain(secret);
    }

    @Test
    void issuingAndRevokingLeaveReceipts() {
        Issued issued = keys.issue("acme", Set.of(PIPELINE), "Marketo", "anna", Duration.ofDays(1));
        keys.revoke("acme", issued.keyId(), "ben");

        List<AuditRow> rows = audit.list("acme", AuditFilter.ALL, null, 2).rows();

        assertThat(rows).extracting(AuditRow::action).containsExactly("credential_revoked", "credential_issued");
        assertThat(rows).extracting(AuditRow::actor).containsExactly("ben", "anna");
        assertThat(rows.getLast().params())
                .contains(
                        issued.keyId(),
                        "Marketo",
                        "pipeline",
                        issued.expiresAt().toString());
    }

    @Test
    void aWrongSecretIsRefused() {
        Issued issued = keys.issue("acme", Set.of(AGENT), "Claude", "anna", null);
        char last = issued.key().charAt(issued.key().length() - 1);
        String wrong = issued.key().substring(0, issued.key().length() - 1) + (last == 'x' ? 'y' : 'x');

        assertThat(keys.authenticate(wrong)).isEmpty();
        assertThat(keys.authenticate(issued.key())).isPresent();
    }

    @Test
    void anUnknownIdIsRefusedAfterTheSameLookUpAsAWrongSecret() {
        Issued issued = keys.issue("acme", Set.of(AGENT), "Claude", "anna", null);
        PresentedKey wrongSecret =
                new PresentedKey(issued.keyId(), PresentedKey.random().secret());
        PresentedKey unknown = PresentedKey.random();

        assertThat(lookUpsFor(wrongSecret)).containsExactly(1, 0);
        assertThat(lookUpsFor(unknown)).containsExactly(1, 0);
    }

    @Test
    void aKeyIsValidUntilItExpires() {
        Issued issued = keys.issue("acme", Set.of(AGENT), "Claude", "anna", Duration.ofHours(1));

        clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(keys.authenticate(issued.key())).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(keys.authenticate(issued.key())).isEmpty();
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceHereAndSoonElsewhere() {
        ApiKeys elsewhere = inAnotherProcess();
        Issued issued = keys.issue("acme", Set.of(AGENT), "Claude", "anna", null);
        assertThat(keys.authenticate(issued.key())).isPresent();
        assertThat(elsewhere.authenticate(issued.key())).isPresent();

        assertThat(keys.revoke("acme", issued.keyId(), "anna")).isTrue();

        assertThat(keys.authenticate(issued.key())).isEmpty();
        clock.advance(ApiKeys.REMEMBERED);
        assertThat(elsewhere.authenticate(issued.key())).isEmpty();
        assertThat(keys.revoke("acme", issued.keyId(), "anna")).isFalse();
    }

    @Test
    void aRevocationThatIsRolledBackRevokesNothing() {
        Issued issued = keys.issue("acme", Set.of(AGENT), "Claude", "anna", null);

        assertThatThrownBy(() -> transactions.run("acme", () -> {
                    keys.revoke("acme", issued.keyId(), "anna");
                    throw new IllegalStateException("something else failed");
                }))
                .hasMessage("something else failed");

        assertThat(keys.authenticate(issued.key())).isPresent();
    }

    @Test
    void anotherTenantsKeyIsNeitherRevokedNorListed() {
        Issued issued = keys.issue("acme", Set.of(AGENT), "Claude", "anna", null);

        assertThat(keys.revoke("other", issued.keyId(), "eve")).isFalse();
        assertThat(keys.list("other")).extracting(ApiKey::id).doesNotContain(issued.keyId());
        assertThat(keys.authenticate(issued.key())).isPresent();
    }

    @Test
    void listsKeysWithTheirHistory() {
        Issued issued = keys.issue("other", Set.of(AGENT), "Claude", "anna", Duration.ofDays(1));
        Instant issuedAt = clock.instant();
        keys.revoke("other", issued.keyId(), "anna");

        assertThat(keys.list("other"))
                .last()
                .isEqualTo(new ApiKey(
                        issued.keyId(),
                        "other",
                        "Claude",
                        Set.of(AGENT),
                        "anna",
                        issuedAt,
                        issuedAt.plus(Duration.ofDays(1)),
                        issuedAt,
                        null,
                        ApiKey.Holder.UNKNOWN));
    }

    @Test
    void theLastUseIsWrittenAtMostOnceAMinute() {
        Issued issued = keys.issue("acme", Set.of(AGENT), "Claude", "anna", null);
        Instant first = clock.instant();
        keys.authenticate(issued.key());
        int afterFirst = connections.get();

        clock.advance(Duration.ofSeconds(9));
        keys.authenticate(issued.key());
        assertThat(connections).hasValue(afterFirst);
        assertThat(lastUse(issued)).isEqualTo(first);

        clock.advance(Duration.ofSeconds(51));
        inAnotherProcess().authenticate(issued.key());
        assertThat(lastUse(issued)).isEqualTo(first);

        clock.advance(Duration.ofSeconds(1));
        keys.authenticate(issued.key());
        assertThat(lastUse(issued)).isEqualTo(clock.instant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hr_",
                "hr__",
                "hr_abcdefghijkl_",
                "hr_abcdefghijkl_short",
                "HR_abcdefghijkl_0123456789012345678901234567890123456789012",
                "hr_abcdefghijk!_0123456789012345678901234567890123456789012",
                "hr_abcdefghijkl_0123456789012345678901234567890123456789012 ",
                "hr_abcdefghijkl_0123456789012345678901234567890123456789012\n",
                "hr_abcdefghijkl_01234567890123456789012345678901234567890１２",
                "Bearer hr_abcdefghijkl_0123456789012345678901234567890123456789012"
            })
    @MethodSource("naughtyStrings")
    void whatIsNoKeyIsRefusedWithoutALookUp(String text) {
        assertThat(keys.authenticate(text)).isEmpty();
        assertThat(connections).hasValue(0);
    }

    static Stream<String> naughtyStrings() {
        return Stream.of(
                JsonMapper.shared().readValue(ApiKeysIT.class.getResourceAsStream("/blns.json"), String[].class));
    }

    @Test
    void refusesAKeyWithoutTenantRoleNameOrTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.issue("nobody", Set.of(AGENT), "n", "anna", null))
                .withMessageContaining("create it first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.issue("acme", Set.of(), "n", "anna", null))
                .withMessageContaining("role");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.issue("acme", Set.of(AGENT), " ", "anna", null))
                .withMessageContaining("name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.issue("acme", Set.of(AGENT), "a\u0000b", "anna", null))
                .withMessageContaining("name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.issue("acme", Set.of(AGENT), "n", "anna", Duration.ZERO))
                .withMessageContaining("time");
    }

    private List<Integer> lookUpsFor(PresentedKey presented) {
        connections.set(0);
        keys.authenticate(presented.text());
        int first = connections.getAndSet(0);
        keys.authenticate(presented.text());
        return List.of(first, connections.get());
    }

    private Instant lastUse(Issued issued) {
        return keys.list("acme").stream()
                .filter(key -> key.id().equals(issued.keyId()))
                .findFirst()
                .orElseThrow()
                .lastUsedAt();
    }

    private ApiKeys inAnotherProcess() {
        return new ApiKeys(jdbc, transactions, audit, clock, clock::nanos);
    }

    private static final class SteppingClock extends Clock {

        private Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        long nanos() {
            return ChronoUnit.NANOS.between(Instant.EPOCH, now);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
