package dev.handrail.office;

import static dev.handrail.connector.ContractSamples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.connector.Change;
import dev.handrail.connector.Connector;
import dev.handrail.connector.ConnectorContract;
import dev.handrail.connector.ContractSamples;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.testing.Database;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

class OfficeConnectorIT extends ConnectorContract {

    private static final Database DATABASE = Database.shared();
    private static final OfficeConnector OFFICE = new OfficeConnector(DATABASE.tenants(), DATABASE.jdbc());

    @Override
    public Connector crm() {
        return OFFICE;
    }

    @Override
    public Scope newScope() {
        return new Scope(DATABASE.newTenant(), "agent:test", "call-1");
    }

    @Override
    public void editAsAPerson(Scope scope, Ref ref, String field, Object value) {
        OFFICE.update(new Scope(scope.tenant(), "person:kim", "web"), ref, Map.of(field, value), null);
    }

    @Override
    public void restoreAsAPerson(Scope scope, Ref ref) {
        OFFICE.restore(new Scope(scope.tenant(), "person:kim", "web"), ref);
    }

    @Override
    public String campaignId() {
        return "C-2026-Q4";
    }

    @Override
    public String userId() {
        return "005Hr0000000001IAA";
    }

    @Override
    public String unknownId(RecordType type) {
        return OfficeId.next(type);
    }

    @Test
    void leavesTheTransactionOfTheCallerUsableAfterARefusal() {
        CrmRecord dana = lead("dana@example.com");
        CrmRecord omar = lead("omar@example.com");
        DATABASE.tenants().run(scope().tenant(), () -> {
            assertThatThrownBy(() -> lead("DANA@example.com")).isInstanceOf(CrmFailure.class);
            assertThatThrownBy(() -> crm().update(scope(), omar.ref(), Map.of("email", "dana@example.com"), null))
                    .isInstanceOf(CrmFailure.class);
            assertThatThrownBy(() -> crm().update(scope(), omar.ref(), Map.of("title", "Boss"), "99"))
                    .isInstanceOf(CrmFailure.class);
            assertThatThrownBy(() -> crm().convertLead(scope(), dana.id(), null, "N".repeat(200), key()))
                    .isInstanceOf(CrmFailure.class);
            crm().update(scope(), dana.ref(), Map.of("title", "Written after the refusals"), null);
        });

        assertThat(crm().read(scope(), dana.ref()).orElseThrow().field("title"))
                .isEqualTo("Written after the refusals");
        assertThat(crm().read(scope(), omar.ref())).contains(omar);
    }

    @Test
    void takesItsEffectBackWithTheTransactionOfTheCaller() {
        assertThatThrownBy(() -> DATABASE.tenants().run(scope().tenant(), () -> {
                    lead("dana@example.com");
                    throw new IllegalStateException("The receipt could not be written");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(crm().find(scope(), RecordType.LEAD, "email", "dana@example.com", 10))
                .isEmpty();
    }

    @Test
    void neverLeavesALiveRecordPointingAtARemovedOne() {
        CrmRecord account = account("Acme");

        ContractSamples.atOnce(i -> () -> {
            try {
                if (i % 10 == 9) {
                    crm().remove(scope(), account.ref(), null);
                } else {
                    contact(account, "dana" + i + "@example.com");
                }
            } catch (CrmFailure failure) {
                assertThat(failure.kind()).isIn(Kind.IN_USE, Kind.NOT_FOUND, Kind.INVALID);
            }
            return i;
        });

        boolean accountIsLive = crm().read(scope(), account.ref()).isPresent();
        assertThat(crm().find(scope(), RecordType.CONTACT, "accountId", account.id(), 1))
                .hasSize(accountIsLive ? 1 : 0);
    }

    @Test
    void saysThatItCouldNotBeReached() {
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        nobody.setPortNumbers(new int[] {1});
        JdbcClient jdbc = JdbcClient.create(nobody);
        Connector office = new OfficeConnector(new TenantTransactions(new JdbcTransactionManager(nobody), jdbc), jdbc);

        assertThatThrownBy(() -> office.probe(scope()))
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void saysThatItDoesNotKnowWhetherItCommitted() {
        JdbcTransactionManager losesTheAnswer = new JdbcTransactionManager(DATABASE.application()) {
            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                super.doCommit(status);
                throw new TransactionSystemException("Connection reset");
            }
        };
        Connector office =
                new OfficeConnector(new TenantTransactions(losesTheAnswer, DATABASE.jdbc()), DATABASE.jdbc());
        String key = key();

        assertThatThrownBy(() -> office.create(scope(), RecordType.NOTE, Map.of("text", "Met"), key))
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN));
        assertThat(crm().findByKey(scope(), RecordType.NOTE, key)).isPresent();
    }

    @Test
    void doesNothingWhenInterruptedWhileItPretendsToBeFarAway() {
        Connector office = new OfficeConnector(DATABASE.tenants(), DATABASE.jdbc(), Latency.OF_A_DISTANT_CRM);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> office.create(scope(), RecordType.NOTE, Map.of("text", "Met"), key()))
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(crm().find(scope(), RecordType.NOTE, "text", "Met", 1)).isEmpty();
    }

    @Test
    void recordsWhoChangedWhatInEveryVersion() {
        CrmRecord lead = lead("dana@example.com");
        Scope agent = new Scope(scope().tenant(), "agent:rita", "call-2");
        crm().update(agent, lead.ref(), Map.of("title", "Buyer", "tags", List.of("event")), null);
        crm().update(agent, lead.ref(), Map.of("title", "Buyer"), null);
        crm().remove(agent, lead.ref(), null);
        OFFICE.restore(new Scope(scope().tenant(), "person:kim", "web"), lead.ref());

        assertThat(history(lead))
                .containsExactly(
                        "1 agent:test call-1 null",
                        "2 agent:rita call-2 {\"tags\": [null, [\"event\"]], \"title\": [null, \"Buyer\"]}",
                        "3 agent:rita call-2 {\"removed\": [false, true]}",
                        "4 person:kim web {\"removed\": [true, false]}");
    }

    @Test
    void historyCannotBeRewritten() {
        CrmRecord lead = lead("dana@example.com");

        assertThatThrownBy(() -> DATABASE.tenants()
                        .run(
                                scope().tenant(),
                                () -> DATABASE.jdbc()
                                        .sql("UPDATE office_history SET by = 'nobody' WHERE record_id = ?")
                                        .param(lead.id())
                                        .update()))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void restoresNothingWhoseAddressWasTakenMeanwhile() {
        CrmRecord removed = lead("dana@example.com");
        crm().remove(scope(), removed.ref(), null);
        CrmRecord other = lead("dana@example.com");

        assertThatThrownBy(() -> OFFICE.restore(scope(), removed.ref()))
                .isInstanceOfSatisfying(CrmFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
                    assertThat(failure.existing()).containsExactly(other.id());
                });
    }

    @Test
    void restoresAConvertedLeadWhoseAddressHasANewLead() {
        CrmRecord converted = lead("dana@example.com");
        crm().convertLead(scope(), converted.id(), null, null, key());
        crm().remove(scope(), converted.ref(), null);
        CrmRecord open = lead("dana@example.com");

        OFFICE.restore(scope(), converted.ref());
        crm().update(scope(), converted.ref(), Map.of("email", "DANA@example.com"), null);

        assertThat(crm().find(scope(), RecordType.LEAD, "email", "dana@example.com", 10))
                .extracting(CrmRecord::id)
                .containsExactly(converted.id(), open.id());
    }

    @Test
    void restoresNothingThatWouldPointAtARemovedRecord() {
        CrmRecord account = account("Acme");
        CrmRecord contact = contact(account, "dana@example.com");
        crm().remove(scope(), contact.ref(), null);
        crm().remove(scope(), account.ref(), null);

        assertThatThrownBy(() -> OFFICE.restore(scope(), contact.ref()))
                .isInstanceOf(CrmFailure.class)
                .hasMessageContaining("accountId");
        OFFICE.restore(scope(), account.ref());
        Change restored = OFFICE.restore(scope(), contact.ref());

        assertThat(crm().read(scope(), contact.ref())).contains(restored.after());
        assertThat(OFFICE.restore(scope(), contact.ref()).after()).isEqualTo(restored.after());
    }

    @Test
    void takesIdsWithoutTheirChecksum() {
        CrmRecord lead = lead("dana@example.com");

        assertThat(crm().read(scope(), new Ref(RecordType.LEAD, lead.id().substring(0, 15))))
                .contains(lead);
    }

    @ParameterizedTest
    @EnumSource(RecordType.class)
    void everyColumnAgreesWithTheTableAboutWhatItTakes(RecordType type) {
        OfficeTable table = OfficeTable.of(type);
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, String> required = new LinkedHashMap<>();
        DATABASE.ownerJdbc()
                .sql("SELECT column_name, coalesce(character_maximum_length::text, data_type) AS type, is_nullable,"
                        + " column_default IS NOT NULL AS filled FROM information_schema.columns WHERE table_name = ?")
                .param(table.name())
                .query((rows, _) -> {
                    types.put(rows.getString("column_name"), rows.getString("type"));
                    return required.put(
                            rows.getString("column_name"),
                            rows.getString("is_nullable") + " " + rows.getBoolean("filled"));
                })
                .list();

        assertThat(table.columns()).allSatisfy(column -> {
            if (column.type() instanceof ColumnType.Text text) {
                assertThat(types).containsEntry(column.name(), Integer.toString(text.longest()));
            }
            if (type != RecordType.USER) {
                assertThat(required)
                        .containsEntry(column.name(), (column.required() ? "NO " : "YES ") + column.filled());
            }
        });
        assertThat(table.columns().stream().map(Column::field)).containsAll(dev.handrail.connector.Fields.of(type));
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordType.class,
            names = {"LEAD", "OPPORTUNITY", "TASK"})
    void theTablesTakeEveryChoiceAndNoOther(RecordType type) {
        OfficeTable table = OfficeTable.of(type);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(type == RecordType.LEAD ? "email" : type == RecordType.TASK ? "subject" : "name", "x@example.com");
        Ref ref = crm().create(scope(), type, fields, key()).after().ref();
        for (Column column : table.columns()) {
            if (column.type() instanceof ColumnType.Choice(List<String> values)) {
                values.forEach(value -> assertThat(crm().update(scope(), ref, Map.of(column.field(), value), null)
                                .after()
                                .field(column.field()))
                        .isEqualTo(value));
                assertThatThrownBy(() -> DATABASE.ownerJdbc()
                                .sql("UPDATE %s SET %s = 'Other' WHERE id = ?".formatted(table.name(), column.name()))
                                .param(ref.id())
                                .update())
                        .isInstanceOf(DataIntegrityViolationException.class);
            }
        }
    }

    @Test
    void countsWhatThereIs() {
        OfficeCensus census = new OfficeCensus(DATABASE.tenants(), DATABASE.jdbc());
        lead("dana@example.com");
        crm().remove(scope(), lead("omar@example.com").ref(), null);
        crm().create(scope(), RecordType.TASK, Map.of("subject", "Call", "externalLeadId", "L-1"), key());
        crm().create(scope(), RecordType.TASK, Map.of("subject", "Call", "externalLeadId", "L-1"), key());
        crm().create(scope(), RecordType.TASK, Map.of("subject", "Call", "externalLeadId", "L-2"), key());

        assertThat(census.counts(scope().tenant()))
                .containsEntry(RecordType.LEAD, 1L)
                .containsEntry(RecordType.TASK, 3L)
                .containsEntry(RecordType.NOTE, 0L)
                .containsEntry(RecordType.USER, 4L)
                .containsEntry(RecordType.CAMPAIGN, 2L);
        assertThat(census.repetitions(scope().tenant()))
                .containsEntry(RecordType.TASK, 1L)
                .containsEntry(RecordType.LEAD, 0L);
    }

    @Test
    void preparesATenantOnce() {
        new OfficeSetup(DATABASE.tenants(), DATABASE.jdbc()).prepare(scope().tenant());

        assertThat(crm().find(scope(), RecordType.USER, "active", "true", 10)).hasSize(3);
        assertThat(crm().find(scope(), RecordType.USER, "active", "false", 10)).hasSize(1);
        assertThat(crm().find(scope(), RecordType.CAMPAIGN, "name", "Fourth quarter 2026", 10))
                .extracting(CrmRecord::id)
                .containsExactly("C-2026-Q4");
        assertThat(crm().read(new Scope("default", "agent:test", "call-1"), new Ref(RecordType.CAMPAIGN, "C-2026-Q3")))
                .isPresent();
    }

    @Test
    void findsByAddressWithAnIndex() {
        String plan = DATABASE.tenants().in(scope().tenant(), () -> {
            DATABASE.jdbc().sql("SET LOCAL enable_seqscan = off").update();
            return String.join(
                    "\n",
                    DATABASE.jdbc()
                            .sql(
                                    "EXPLAIN SELECT id FROM office_lead WHERE tenant = current_tenant() AND removed_at IS NULL"
                                            + " AND email_key = office_key('dana@example.com') ORDER BY created_at, id LIMIT 1")
                            .query(String.class)
                            .list());
        });

        assertThat(plan).containsPattern("Index Cond: .*email_key");
    }

    private List<String> history(CrmRecord record) {
        return DATABASE.tenants()
                .in(
                        scope().tenant(),
                        () -> DATABASE.jdbc()
                                .sql(
                                        "SELECT version, by, call_id, changes FROM office_history WHERE record_id = ? ORDER BY version")
                                .param(record.id())
                                .query((rows, _) -> String.join(
                                        " ",
                                        rows.getString("version"),
                                        rows.getString("by"),
                                        rows.getString("call_id"),
                                        rows.getString("changes")))
                                .list());
    }
}
