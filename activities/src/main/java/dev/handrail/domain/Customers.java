package dev.handrail.domain;

import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.call.Refusal;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the one customer somebody means, or asks which. Runs in the transaction of the caller. */
final class Customers {

    private static final int SHOWN = 5;

    /** Those called so come before those who only live in a place called so. */
    private static final int FOUND = 200;

    private static final int SHORTEST_PHONE = 7;

    /** Without the country's code, which is often left out. */
    private static final int NATIONAL = 10;

    private final JdbcClient jdbc;

    Customers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param said an id, an e-mail address, a phone number or a name
     * @throws ActionRefused when there is none, or with the candidates when there are several
     */
    CrmRecord find(String said, ActionScope scope) {
        List<CrmRecord> found = candidates(said.strip(), scope).stream()
                .flatMap(id -> scope.crm().read(scope.scope(), new Ref(RecordType.CONTACT, id)).stream())
                .filter(contact -> contact.field("deletedAt") == null)
                .toList();
        if (found.isEmpty()) {
            throw new ActionRefused(
                    Refusal.NOT_FOUND,
                    "There is no customer like “%s”; look with find_customer, or create one (contact, create)"
                            .formatted(shortened(said)));
        }
        if (found.size() > 1) {
            throw new ActionRefused(
                    Refusal.UNCLEAR,
                    "%s customers are like “%s”: %s. Say which, by its id"
                            .formatted(
                                    found.size() > SHOWN ? "More than " + SHOWN : String.valueOf(found.size()),
                                    shortened(said),
                                    found.stream()
                                            .limit(SHOWN)
                                            .map(Customers::words)
                                            .collect(Collectors.joining("; "))));
        }
        return found.getFirst();
    }

    private List<String> candidates(String said, ActionScope scope) {
        if (scope.crm().read(scope.scope(), new Ref(RecordType.CONTACT, said)).isPresent()) {
            return List.of(said);
        }
        if (said.contains("@")) {
            return scope.crm().find(scope.scope(), RecordType.CONTACT, "email", said, SHOWN + 1).stream()
                    .map(CrmRecord::id)
                    .toList();
        }
        String digits = said.replaceAll("\\D", "");
        return digits.length() < SHORTEST_PHONE
                ? named(said.replaceAll("(?i)\\b(mrs?|ms|dr|the|family)\\b", " "))
                : phoning(digits.length() > NATIONAL ? digits.substring(digits.length() - NATIONAL) : digits);
    }

    private List<String> phoning(String digits) {
        return jdbc.sql("""
                        SELECT c.id FROM office_find('contact', ARRAY[:digits], '{}', :found) f
                        JOIN office_contact c ON c.tenant = current_tenant() AND c.id = f.id
                        WHERE c.removed_at IS NULL AND c.deleted_at IS NULL
                          AND regexp_replace(c.phone, '[^0-9]+', '', 'g') LIKE '%' || :digits
                        ORDER BY c.id LIMIT :most""")
                .param("digits", digits)
                .param("found", FOUND)
                .param("most", SHOWN + 1)
                .query(String.class)
                .list();
    }

    /** Whoever is called just so; else whose name has all these words; else whose name has words that begin so. */
    private List<String> named(String name) {
        if (name.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return List.of();
        }
        return jdbc.sql("""
                        WITH said AS (SELECT string_to_array(btrim(office_words(:name)), ' ') AS words),
                        ranked AS (
                            SELECT c.id, CASE
                                WHEN s.names = ' ' || array_to_string(said.words, ' ') || ' ' THEN 0
                                WHEN (SELECT bool_and(s.names LIKE '% ' || word || ' %') FROM unnest(said.words) word) THEN 1
                                WHEN (SELECT bool_and(s.names LIKE '% ' || word || '%') FROM unnest(said.words) word) THEN 2
                                END AS rank
                            FROM said, office_find('contact', said.words, '{}', :found) f
                            JOIN office_search s ON s.tenant = current_tenant() AND s.type = 'contact' AND s.id = f.id
                            JOIN office_contact c ON c.tenant = current_tenant() AND c.id = f.id
                            WHERE c.removed_at IS NULL AND c.deleted_at IS NULL)
                        SELECT id FROM ranked WHERE rank = (SELECT min(rank) FROM ranked) ORDER BY id LIMIT :most""")
                .param("name", name)
                .param("found", FOUND)
                .param("most", SHOWN + 1)
                .query(String.class)
                .list();
    }

    /** As a message addresses them. */
    static String name(CrmRecord contact) {
        return Stream.of("firstName", "lastName")
                .flatMap(field -> contact.text(field).stream())
                .collect(Collectors.joining(" "));
    }

    private static String words(CrmRecord contact) {
        return Stream.of(
                        Stream.of(name(contact)).filter(name -> !name.isEmpty()),
                        contact.text("email").stream(),
                        contact.text("phone").stream())
                .flatMap(part -> part)
                .collect(Collectors.joining(", ", "", " (" + contact.id() + ")"));
    }

    static String shortened(String said) {
        String line = said.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.codePointCount(0, line.length()) <= 40
                ? line
                : line.substring(0, line.offsetByCodePoints(0, 40)) + "…";
    }
}
