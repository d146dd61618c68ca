package dev.handrail.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.call.Refusal;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Searches and {@code find_customer} through the door, on real indexes. */
class SearchIT extends QueryScenario {

    private String garcia = "";
    private String martha = "";

    @BeforeEach
    void customers() {
        garcia = made(
                "contact_create",
                Map.of(
                        "firstName",
                        "José",
                        "lastName",
                        "Garcia",
                        "email",
                        "pepe@example.com",
                        "phone",
                        "+1 (608) 555-0134"));
        martha = made(
                "contact_create",
                Map.of(
                        "firstName",
                        "Martha",
                        "lastName",
                        "Weber",
                        "notes",
                        "Elderly woman, lives alone. Paid 100%_cash"));
        made(
                "contact_add_address",
                Map.of("contactId", martha, "street", "456 Oak Street", "city", "Madison", "state", "WI"));
        made("contact_add_attribute", Map.of("contactId", martha, "name", "pet", "value", "poodle"));
        made("contact_create", Map.of("firstName", "Tom", "lastName", "Baker", "notes", "Retired teacher"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garcia",
                "GARCIA",
                "García",
                "Garica",
                "Jose",
                "jose gar",
                "garcia, josé",
                "pepe@example.com",
                "555 0134",
                "5550134",
                "(608) 555-0134",
                "608.555"
            })
    void findsAContactHoweverItIsWritten(String words) {
        assertThat(found("contacts", words)).containsExactly(garcia);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"oak street", "Madison", "poodle", "elderly", "eldery", "Martha Madison poodle", "weber wi"})
    void findsAContactByNotesAddressesAndAttributes(String words) {
        assertThat(found("contacts", words)).containsExactly(martha);
    }

    @Test
    void ranksWhoIsCalledSoBeforeWhoLivesThere() {
        String madison = made("contact_create", Map.of("firstName", "Madison", "lastName", "Reed"));

        assertThat(found("contacts", "madison")).containsExactly(madison, martha);
        assertThat(customers("madison")).extracting(item -> item.get("id")).containsExactly(madison, martha);
    }

    @Test
    void saysThatWhatItFoundIsOnlyAlike() {
        assertThat(query(Map.of("type", "contacts", "search", "Garica"))).containsKey("note");
        assertThat(query(Map.of("type", "contacts", "search", "Garcia"))).doesNotContainKey("note");
    }

    @Test
    void followsWhatIsChangedAndTakenBack() {
        made("contact_update", Map.of("contactId", garcia, "lastName", "Lopez"));
        assertThat(found("contacts", "garcia")).isEmpty();
        assertThat(found("contacts", "lopez")).containsExactly(garcia);

        var added = call("contact_add_address", Map.of("contactId", garcia, "street", "9 Elm Road"));
        run(added);
        assertThat(found("contacts", "elm road")).containsExactly(garcia);
        undo(added);
        assertThat(found("contacts", "elm road")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"' OR 1=1", "%", "_", "100%_cash", "a%' --", "\\", "$$", ":words", "garcia'); DROP TABLE x;"})
    void takesASearchForWordsWhateverIsInIt(String search) {
        var result = run("crm_query", Map.of("type", "contacts", "search", search));
        if (result.data().containsKey("items")) {
            assertThat(items(result.data(), "items")).hasSizeLessThan(2);
        } else {
            assertThat(result.code()).isIn(Refusal.INVALID_ARGUMENTS.code(), Refusal.BLOCKED.code());
        }
        assertThat(found("contacts", "garcia")).containsExactly(garcia);
    }

    @Test
    void neverShowsAnotherTenantsRecords() {
        String other = database.newTenant();
        contacts(other, 1, 5);

        assertThat(found("contacts", "Person")).isEmpty();
        assertThat(found("contacts", "Persom")).isEmpty();
        assertThat(customers("Person Number")).isEmpty();
        assertThat(items(Map.of("type", "contacts"))).hasSize(3);
        assertThat(refusal(Map.of("type", "contacts", "id", "P00000001"))).contains("id names none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    elderly woman in Madison               | notes: elderly, woman; city: Madison
                    lives on Oak Street                    | street: 456 Oak Street
                    the lady with the poodle               | pet: poodle
                    Martha                                 | name: Martha Weber
                    eldery woman in Madisn                 | notes: elderly, woman; city: Madison
                    elderly woman in Madison with a zebra  | notes: elderly, woman; city: Madison
                    """)
    void findsACustomerByWhatIsRememberedAndSaysWhy(String words, String reasons) {
        List<Map<String, Object>> found = customers(words);

        assertThat(found).hasSize(1);
        assertThat(found.getFirst())
                .containsEntry("type", "contact")
                .containsEntry("id", martha)
                .containsEntry("matched", List.of(reasons.split("; ")));
    }

    @Test
    void findsLeadsAsCustomers() {
        String lead = made(
                "lead_create",
                Map.of("firstName", "Mary", "lastName", "Thompson", "address", "12 Lake Drive", "notes", "Large home"));

        assertThat(customers("Mary on Lake Drive").getFirst())
                .containsEntry("type", "lead")
                .containsEntry("id", lead)
                .containsEntry("matched", List.of("name: Mary Thompson", "address: 12 Lake Drive"));
    }

    @Test
    void tellsTheHistoryOfACustomer() {
        String ticket = UUID.randomUUID().toString().replace("-", "").substring(0, 15);
        database.ownerJdbc().sql("""
                        INSERT INTO office_ticket (tenant, updated_by, id, contact_id, status, starts_at, ends_at, total)
                        SELECT ?, 'test', ? || n, ?, CASE n WHEN 1 THEN 'completed' ELSE 'cancelled' END,
                            timestamptz '2026-01-05 15:00Z', timestamptz '2026-01-05 16:00Z', 12500
                        FROM generate_series(1, 2) AS n""").params(tenant, ticket, martha).update();

        Map<String, Object> found =
                customers(Map.of("query", "Martha", "include_history", true)).getFirst();
        assertThat(item(found, "history"))
                .containsEntry("tickets", 2L)
                .containsEntry("completed", 1L)
                .containsEntry("lastVisit", "2026-01-05T09:00:00-06:00")
                .containsEntry("worth", 12_500L);
    }

    @Test
    void looksIntoTheTrigramIndexes() {
        database.ownerJdbc().sql("""
                        INSERT INTO office_contact (tenant, updated_by, id, first_name, last_name, email, phone, notes)
                        SELECT ?, 'test', 'X' || n, md5('f' || n), md5('l' || n), md5('e' || n) || '@example.com',
                            '608 ' || n, 'Has ' || md5('n' || n)
                        FROM generate_series(1, 20000) AS n""").param(tenant).update();
        database.ownerJdbc().sql("ANALYZE office_search").update();

        assertThat(plan("ARRAY['garcia', 'jose']", "'{}'"))
                .contains("office_search_words", "(words ~~ '%garcia%'::text) AND (words ~~ '%jose%'::text))");
        assertThat(plan("'{}'", "ARRAY['garica']"))
                .contains("office_search_names", "(names %> 'garica'::text))")
                .doesNotContain("Seq Scan");
        assertThat(found("contacts", "garcia")).containsExactly(garcia);
        assertThat(found("contacts", "Garica")).containsExactly(garcia);
    }

    /** Of the SQL that office_find runs, under the setting under which it does. */
    private String plan(String words, String alike) {
        String sql = database.tenants()
                .in(
                        tenant,
                        () -> database.jdbc()
                                .sql("SELECT office_search_sql('contact', %s::text[], %s::text[], 100)"
                                        .formatted(words, alike))
                                .query(String.class)
                                .single());
        List<String> plan = new ArrayList<>();
        new JdbcTemplate(database.owner()).execute((Statement statement) -> {
            statement.execute("SET enable_seqscan = off");
            try (ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
            return true;
        });
        return String.join("\n", plan);
    }
}
