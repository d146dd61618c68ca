package dev.handrail.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.connector.Change;
import dev.handrail.connector.Connector;
import dev.handrail.connector.ConnectorContract;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.testing.Database;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataIntegrityViolationException;

class OfficeConnectorIT extends ConnectorContract {

    private static final Database DATABASE = Database.shared();
    private static final OfficeConnector OFFICE = new OfficeConnector(DATABASE.tenants(), DATABASE.jdbc());

    @Override
    protected Connector connector() {
        return OFFICE;
    }

    @Override
    protected Scope newScope() {
        return new Scope(DATABASE.newTenant(), "agent:test", "call-1");
    }

    @Override
    protected void editAsAPerson(Scope scope, Ref ref, String field, Object value) {
        OFFICE.update(new Scope(scope.tenant(), "person:kim", "web"), ref, Map.of(field, value), null);
    }

    @Override
    protected void restoreAsAPerson(Scope scope, Ref ref) {
        OFFICE.restore(new Scope(scope.tenant(), "person:kim", "web"), ref);
    }

    @Override
    protected String campaignId() {
        return "C-2026-Q4";
    }

    @Override
    protected String userId() {
        return "005Hr0000000001IAA";
    }

    @Override
    protected String unknownId(RecordType type) {
        return OfficeId.next(type);
    }

    @Test
    void leavesTheTransactionOfTheCallerUsableAfterARefusal() {
        CrmRecord dana = lead("dana@example.com");
        CrmRecord omar = lead("omar@example.com");
        DATABASE.tenants().run(scope.tenant(), () -> {
            assertThatThrownBy(() -> lead("DANA@example.com")).isInstanceOf(CrmFailure.class);
            assertThatThrownBy(() -> crm.update(scope, omar.ref(), Map.of("email", "dana@example.com"), null))
                    .isInstanceOf(CrmFailure.class);
            assertThatThrownBy(() -> crm.update(scope, omar.ref(), Map.of("title", "Boss"), "99"))
                    .isInstanceOf(CrmFailure.class);
            assertThatThrownBy(() -> crm.convertLead(scope, dana.id(), null, "N".repeat(200), key()))
                    .isInstanceOf(CrmFailure.class);
            crm.update(scope, dana.ref(), Map.of("title", "Written after the refusals"), null);
        });

        assertThat(crm.read(scope, dana.ref()).orElseThrow().field("title")).isEqualTo("Written after the refusals");
        assertThat(crm.read(scope, omar.ref())).contains(omar);
    }

    @Test
    void takesItsEffectBackWithTheTransactionOfTheCaller() {
        assertThatThrownBy(() -> DATABASE.tenants().run(scope.tenant(), () -> {
                    lead("dana@example.com");
                    throw new IllegalStateException("The receipt could not be written");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(crm.find(scope, RecordType.LEAD, "email", "dana@example.com", 10))
                .isEmpty();
    }

    @Test
    void recordsWhoChangedWhatInEveryVersion() {
        CrmRecord lead = lead("dana@example.com");
        Scope agent = new Scope(scope.tenant(), "agent:rita", "call-2");
        crm.update(agent, lead.ref(), Map.of("title", "Buyer", "tags", List.of("event")), null);
        crm.update(agent, lead.ref(), Map.of("title", "Buyer"), null);
        crm.remove(agent, lead.ref(), null);
        OFFICE.restore(new Scope(scope.tenant(), "person:kim", "web"), lead.ref());

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
                                scope.tenant(),
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
        crm.remove(scope, removed.ref(), null);
        CrmRecord other = lead("dana@example.com");

        assertThatThrownBy(() -> OFFICE.restore(scope, removed.ref()))
                .isInstanceOfSatisfying(CrmFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
                    assertThat(failure.existing()).containsExactly(other.id());
                });
    }

    @Test
    void restoresNothingThatWouldPointAtARemovedRecord() {
        CrmRecord account = account("Acme");
        CrmRecord contact = contact(account, "dana@example.com");
        crm.remove(scope, contact.ref(), null);
        crm.remove(scope, account.ref(), null);

        assertThatThrownBy(() -> OFFICE.restore(scope, contact.ref()))
                .isInstanceOf(CrmFailure.class)
                .hasMessageContaining("accountId");
        OFFICE.restore(scope, account.ref());
        Change restored = OFFICE.restore(scope, contact.ref());

        assertThat(crm.read(scope, contact.ref())).contains(restored.after());
        assertThat(OFFICE.restore(scope, contact.ref()).after()).isEqualTo(restored.after());
    }

    @Test
    void takesIdsWithoutTheirChecksum() {
        CrmRecord lead = lead("dana@example.com");

        assertThat(crm.read(scope, new Ref(RecordType.LEAD, lead.id().substring(0, 15))))
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
        assertThat(table.columns().stream().map(Column::field))
                .containsExactlyInAnyOrderElementsOf(dev.handrail.connector.Fields.of(type));
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordType.class,
            names = {"LEAD", "OPPORTUNITY", "TASK"})
    void theTablesTakeEveryChoiceAndNoOther(RecordType type) {
        OfficeTable table = OfficeTable.of(type);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(type == RecordType.LEAD ? "email" : type == RecordType.TASK ? "subject" : "name", "x@example.com");
        Ref ref = crm.create(scope, type, fields, key()).after().ref();
        for (Column column : table.columns()) {
            if (column.type() instanceof ColumnType.Choice(List<String> values)) {
                values.forEach(value -> assertThat(crm.update(scope, ref, Map.of(column.field(), value), null)
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
        crm.remove(scope, lead("omar@example.com").ref(), null);
        crm.create(scope, RecordType.TASK, Map.of("subject", "Call", "externalLeadId", "L-1"), key());
        crm.create(scope, RecordType.TASK, Map.of("subject", "Call", "externalLeadId", "L-1"), key());
        crm.create(scope, RecordType.TASK, Map.of("subject", "Call", "externalLeadId", "L-2"), key());

        assertThat(census.counts(scope.tenant()))
                .containsEntry(RecordType.LEAD, 1L)
                .containsEntry(RecordType.TASK, 3L)
                .containsEntry(RecordType.NOTE, 0L)
                .containsEntry(RecordType.USER, 4L)
                .containsEntry(RecordType.CAMPAIGN, 2L);
        assertThat(census.repetitions(scope.tenant()))
                .containsEntry(RecordType.TASK, 1L)
                .containsEntry(RecordType.LEAD, 0L);
    }

    @Test
    void preparesATenantOnce() {
        new OfficeSetup(DATABASE.tenants(), DATABASE.jdbc()).prepare(scope.tenant());

        assertThat(crm.find(scope, RecordType.USER, "active", "true", 10)).hasSize(3);
        assertThat(crm.find(scope, RecordType.USER, "active", "false", 10)).hasSize(1);
        assertThat(crm.find(scope, RecordType.CAMPAIGN, "name", "Fourth quarter 2026", 10))
                .extracting(CrmRecord::id)
                .containsExactly("C-2026-Q4");
        assertThat(crm.read(new Scope("default", "agent:test", "call-1"), new Ref(RecordType.CAMPAIGN, "C-2026-Q3")))
                .isPresent();
    }

    @Test
    void findsByAddressWithAnIndex() {
        String plan = DATABASE.tenants().in(scope.tenant(), () -> {
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
                        scope.tenant(),
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
