package dev.handrail.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.connector.Scope;
import dev.handrail.salesforce.SalesforceSetup.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The set-up of an org is looked at and never changed. */
class SalesforceSetupIT {

    private static final Pattern ROW = Pattern.compile("\\| ([A-Z][A-Za-z, ]+) \\| `(\\w+__c)` \\| ([^|]+) \\|");

    private final SimulatedOrg org = new SimulatedOrg();
    private final Scope scope = new Scope("acme", "person:kim", "setup");

    private Inspection inspect() {
        return new SalesforceSetup(_ -> org.signIn(), SalesforceSettings.defaults()).inspect(scope);
    }

    @AfterEach
    void stop() {
        org.simulator.close();
    }

    @Test
    void findsNothingMissingInAnOrgThatWasPreparedByTheDocument() {
        Inspection found = inspect();

        assertThat(found.missing()).isEmpty();
        assertThat(found.unfit()).isEmpty();
        assertThat(found.present().get("Activity")).contains("External_ID__c", "Handrail_Note__c");
        assertThat(org.requests())
                .filteredOn(request -> !request.target().contains("/oauth2/token"))
                .allMatch(request -> request.method().equals("GET"));
    }

    @Test
    void namesAFieldThatShouldBeUniqueAndIsNot() {
        org.admin(
                "POST",
                "/objects/Account/fields",
                Map.of("name", "Domain__c", "type", "string", "length", 255, "unique", false));

        assertThat(inspect().unfit()).containsExactly("Account.Domain__c");
    }

    @Test
    void namesWhatIsMissing() {
        org.admin(
                "POST",
                "/faults",
                Map.of(
                        "kind",
                        "error_before",
                        "path",
                        "/sobjects/Task/describe",
                        "status",
                        200,
                        "answer",
                        Map.of("fields", List.of())));

        assertThat(inspect().missing())
                .containsOnlyKeys("Activity")
                .hasEntrySatisfying(
                        "Activity",
                        fields -> assertThat(fields)
                                .containsExactlyInAnyOrder(
                                        "External_ID__c", "Lead__c", "External_Lead_ID__c", "Handrail_Note__c"));
    }

    @Test
    void looksForExactlyTheFieldsOfTheDocument() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        Map<String, Set<String>> unique = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("..", "docs", "salesforce.md")));
        while (row.find()) {
            for (String object : List.of(row.group(1).split(", "))) {
                String name = object.equals("Activity") ? "Task" : object;
                documented.computeIfAbsent(name, _ -> new TreeSet<>()).add(row.group(2));
                if (row.group(3).contains("unique")) {
                    unique.computeIfAbsent(name, _ -> new TreeSet<>()).add(row.group(2));
                }
            }
        }

        assertThat(SalesforceSetup.needed()).hasSameSizeAs(documented);
        documented.forEach((object, names) -> {
            assertThat(SalesforceSetup.needed().get(object)).as(object).containsExactlyInAnyOrderElementsOf(names);
            assertThat(SalesforceSetup.uniqueNames(object)).isEqualTo(unique.get(object));
        });
    }
}
