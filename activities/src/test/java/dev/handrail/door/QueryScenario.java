package dev.handrail.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.Status;
import dev.handrail.limit.LimitRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;

/** An office that is asked questions through the door. */
abstract class QueryScenario extends DoorScenario {

    @BeforeEach
    void anOfficeWithoutLimits() throws IOException {
        door = doorWith(
                Files.readString(Path.of("../workflows/src/main/resources/policy.yaml")), LimitRules.defaults());
    }

    Map<String, Object> query(Map<String, Object> arguments) {
        CallResult result = run("crm_query", arguments);
        assertThat(result.status()).as(String.valueOf(result.message())).isEqualTo(Status.SUCCEEDED);
        return result.data();
    }

    List<Map<String, Object>> items(Map<String, Object> arguments) {
        return items(query(arguments), "items");
    }

    List<Object> ids(String type, Map<String, Object> filters) {
        return items(Map.of("type", type, "filters", filters)).stream()
                .map(item -> item.get("id"))
                .toList();
    }

    List<Object> found(String type, String search) {
        return items(Map.of("type", type, "search", search)).stream()
                .map(item -> item.get("id"))
                .toList();
    }

    String refusal(Map<String, Object> arguments) {
        CallResult result = run("crm_query", arguments);
        assertThat(result.status()).isNotEqualTo(Status.SUCCEEDED);
        return String.valueOf(result.message());
    }

    List<Map<String, Object>> customers(String words) {
        return customers(Map.of("query", words));
    }

    List<Map<String, Object>> customers(Map<String, Object> arguments) {
        CallResult result = run("find_customer", arguments);
        assertThat(result.status()).as(String.valueOf(result.message())).isEqualTo(Status.SUCCEEDED);
        return items(result.data(), "items");
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> items(Map<String, Object> holder, String name) {
        return (List<Map<String, Object>>) Objects.requireNonNull(holder.get(name));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> item(Map<String, Object> holder, String name) {
        return (Map<String, Object>) Objects.requireNonNull(holder.get(name));
    }

    String made(String tool, Map<String, Object> arguments) {
        CallResult result = run(tool, new LinkedHashMap<>(arguments));
        assertThat(result.status()).as(String.valueOf(result.message())).isEqualTo(Status.SUCCEEDED);
        return Objects.requireNonNull(result.crmRecordId());
    }

    /** Contacts numbered from one to the other, in a statement and so at a time of their own. */
    void contacts(String ofTenant, int from, int to) {
        database.ownerJdbc()
                .sql("""
                        INSERT INTO office_contact (tenant, updated_by, id, first_name, last_name, email)
                        SELECT :tenant, 'test', 'P' || lpad(n::text, 8, '0'), 'Person', 'Number' || n,
                            'person' || n || '@example.com'
                        FROM generate_series(CAST(:from AS integer), :to) AS n""")
                .param("tenant", ofTenant)
                .param("from", from)
                .param("to", to)
                .update();
    }
}
