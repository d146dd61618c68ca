package dev.handrail.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.call.Refusal;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.office.OfficeConnector;
import dev.handrail.testing.Database;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomersIT {

    private final Database database = Database.shared();
    private final String tenant = database.newTenant();
    private final OfficeConnector office = new OfficeConnector(database.tenants(), database.jdbc());
    private final Customers customers = new Customers(database.jdbc());
    private final ActionScope scope =
            new ActionScope(office, new Scope(tenant, "test", "test"), "key", null, LocalDate.EPOCH);

    private String ana = "";

    @BeforeEach
    void somePeople() {
        ana = contact(
                "a",
                Map.of(
                        "firstName",
                        "Ana",
                        "lastName",
                        "García",
                        "email",
                        "ana@example.com",
                        "phone",
                        "+1 (608) 555-0134"));
        contact("b", Map.of("firstName", "Luis", "lastName", "Garciaparra"));
        contact("c", Map.of("firstName", "Anabel", "lastName", "Stone", "notes", "Lives beside the Garcia house"));
        contact("d", Map.of("lastName", "Stone"));
    }

    private String contact(String key, Map<String, Object> fields) {
        return office.create(scope.scope(), RecordType.CONTACT, fields, key)
                .after()
                .id();
    }

    private String found(String said) {
        return database.tenants().in(tenant, () -> customers.find(said, scope).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Garcia",
                "Mrs. Garcia",
                "ana garcia",
                "ANA GARCÍA",
                "García, Ana",
                "ana@example.com",
                "6085550134",
                "+1 608 555 0134",
                "555-0134"
            })
    void findsTheOneThatIsMeant(String said) {
        assertThat(found(said)).isEqualTo(ana);
        assertThat(found(ana)).isEqualTo(ana);
    }

    @Test
    void asksWhichOfSeveral() {
        contact("e", Map.of("firstName", "Rosa", "lastName", "Garcia"));

        assertThatThrownBy(() -> found("Garcia"))
                .isInstanceOfSatisfying(
                        ActionRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNCLEAR))
                .hasMessageContaining("2 customers are like “Garcia”")
                .hasMessageContaining(ana);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nobody", "%", "' OR true --", "999 999 9999", "x@example.com", "house"})
    void findsNobodyByWhatIsNoName(String said) {
        assertThatThrownBy(() -> found(said))
                .isInstanceOfSatisfying(
                        ActionRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NOT_FOUND));
    }

    @Test
    void leavesOutWhoWasDeletedAndOtherTenants() {
        Map<String, Object> deleted = new LinkedHashMap<>(Map.of("deletedAt", "2026-11-25T12:00:00Z"));
        office.update(scope.scope(), new Ref(RecordType.CONTACT, ana), deleted, null);
        String other = database.newTenant();
        office.create(new Scope(other, "test", "test"), RecordType.CONTACT, Map.of("lastName", "Elsewhere"), "z");

        assertThat(found("Garcia")).isNotEqualTo(ana);
        assertThatThrownBy(() -> found("Elsewhere")).isInstanceOf(ActionRefused.class);
    }
}
