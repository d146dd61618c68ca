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

    private final JdbcClient jdbc;

    Customers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param said an id, an e-mail address, a phone number or a name
     * @throws ActionRefused when there is none, or with the candidates when there are several
     */
    CrmRecord find(String said, ActionScope scope) {
        List<CrmRecord> found = candidates(said.strip()).stream()
                .flatMap(id -> scope.crm().read(scope.scope(), new Ref(RecordType.CONTACT, id)).stream())
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

    /** A name is matched word by word; whole words count before parts of words. */
    private List<String> candidates(String said) {
        String digits = said.replaceAll("\\D", "");
        return jdbc.sql("""
                        WITH ranked AS (
                            SELECT id, CASE
                                WHEN id = :said OR email_key = office_key(:said) THEN 0
                                WHEN :digits <> '' AND right(regexp_replace(coalesce(phone, ''), '\\D', '', 'g'), 10)
                                    = right(:digits, 10) THEN 1
                                WHEN office_key(concat_ws(' ', first_name, last_name)) = office_key(:said) THEN 2
                                WHEN (SELECT bool_and(office_key(concat_ws(' ', first_name, last_name)) LIKE '%' || word || '%')
                                    FROM regexp_split_to_table(office_key(:words), ' +') word WHERE word <> '') THEN 3
                                END AS rank
                            FROM office_contact
                            WHERE tenant = current_tenant() AND removed_at IS NULL AND deleted_at IS NULL)
                        SELECT id FROM ranked WHERE rank = (SELECT min(rank) FROM ranked) ORDER BY id LIMIT :most""")
                .param("said", said)
                .param("digits", digits.length() < 7 ? "" : digits)
                .param("words", said.replaceAll("[%_\\\\.,]", " ").replaceAll("(?i)\\b(mrs?|ms|dr|the|family)\\b", " "))
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
