package dev.handrail.hubspot;

import static dev.handrail.connector.ContractSamples.atOnce;
import static dev.handrail.connector.ContractSamples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Scope;
import dev.handrail.connector.Search;
import dev.handrail.connector.Search.AccountsLike;
import dev.handrail.connector.Search.ByField;
import dev.handrail.simulator.ledger.Action;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A company is looked for by its domain and by its name in one request. */
class HubSpotAccountSearchIT {

    private static final String SEARCH = "POST /crm/v3/objects/companies/search";

    private final SimulatedPortal portal = new SimulatedPortal("acme");
    private final Scope scope = new Scope("acme", "agent:test", "call-1");

    @BeforeEach
    void searchAtOnce() {
        portal.searchAtOnce();
    }

    @AfterEach
    void closeThePortal() {
        portal.close();
    }

    @Test
    void tellsThoseOfTheDomainFromThoseOfTheName() {
        CrmRecord ofTheDomain = account("Minnesota Mining", "mmm.example.com");
        CrmRecord alike = account("3M Company", null);
        account("Acme", "acme.example.com");
        portal.calls();

        List<List<CrmRecord>> found = search("MMM.example.com", "3M");

        assertThat(found).containsExactly(List.of(ofTheDomain), List.of(alike));
        assertThat(portal.calls()).containsExactly(SEARCH);
    }

    @Test
    void findsOneThatIsBothInBoth() {
        CrmRecord company = account("3M Company", "mmm.example.com");

        assertThat(search("mmm.example.com", "3M")).containsExactly(List.of(company), List.of(company));
    }

    @ParameterizedTest
    @CsvSource({
        "mmm.example.com, 3M",
        "nobody.example.com, Minnesota Mining and Manufacturing of Saint Paul",
        "nobody.example.com, Nobody",
        "mmm.example.com, ' '",
        "' ', 3M"
    })
    void answersAsWhenAskedOneByOne(String domain, String name) {
        account("3M", "mmm.example.com");
        account("Minnesota Power", null);

        assertThat(search(domain, name))
                .containsExactly(
                        portal.crm.find(scope, RecordType.ACCOUNT, "domain", domain, 1),
                        portal.crm.searchAccounts(scope, name, 20));
    }

    @Test
    void keepsToTheFilterGroupsThatHubSpotTakes() {
        portal.calls();

        search("nobody.example.com", "Minnesota Mining Manufacturing Saint Paul Roseville Woodbury");

        assertThat(portal.calls()).containsExactly(SEARCH);
    }

    @Test
    void asksForTheDomainAloneWhenSoManyAreAlikeThatItMayBeCutOff() {
        for (int i = 0; i < 50; i++) {
            account("General " + i, null);
        }
        CrmRecord ofTheDomain = account("General Motors", "gm.example.com");
        portal.calls();

        assertThat(search("gm.example.com", "General Motors").getFirst()).containsExactly(ofTheDomain);
        assertThat(portal.calls()).containsExactly(SEARCH, SEARCH);
    }

    @Test
    void asksOneAfterTheOtherForAnythingElse() {
        CrmRecord account = account("3M", null);

        assertThat(portal.crm.search(
                        scope,
                        List.of(
                                new ByField(RecordType.ACCOUNT, "name", "3m", 1),
                                new ByField(RecordType.LEAD, "email", "nobody@example.com", 1),
                                new AccountsLike("3M", 1))))
                .containsExactly(List.of(account), List.of(), List.of(account));
    }

    /** The search never sees the first account here; HubSpot itself keeps the domain unique. */
    @Test
    void twoLeadsOfOneCompanyWithinSecondsGetOneCompany() {
        portal.set("indexing", Map.of("delayMillis", 3_600_000));
        CrmRecord first = account("Acme", "acme.example.com");
        assertThat(search("acme.example.com", "Acme")).containsExactly(List.of(), List.of());
        portal.calls();

        CrmFailure refused = catchThrowableOfType(CrmFailure.class, () -> account("Acme Corp", "ACME.example.com"));

        assertThat(refused.kind()).isEqualTo(Kind.DUPLICATE);
        assertThat(refused.existing()).containsExactly(first.id());
        assertThat(portal.calls())
                .containsExactly("POST /crm/v3/objects/companies", "GET /crm/v3/objects/companies/" + first.id());
    }

    @Test
    void manyLeadsOfOneCompanyAtOnceGetOneCompany() {
        portal.set("indexing", Map.of("delayMillis", 3_600_000));

        List<String> companies = atOnce(i -> () -> {
            assertThat(search("acme.example.com", "Acme")).containsExactly(List.of(), List.of());
            try {
                return account("Acme " + i, "acme.example.com").id();
            } catch (CrmFailure taken) {
                return taken.existing().getFirst();
            }
        });

        assertThat(companies).containsOnly(companies.getFirst());
        assertThat(portal.effects())
                .filteredOn(effect -> effect.action() == Action.CREATED)
                .hasSize(1);
    }

    private List<List<CrmRecord>> search(String domain, String name) {
        List<Search> both = List.of(new ByField(RecordType.ACCOUNT, "domain", domain, 1), new AccountsLike(name, 20));
        return portal.crm.search(scope, both);
    }

    private CrmRecord account(String name, String domain) {
        Map<String, Object> fields = domain == null ? Map.of("name", name) : Map.of("name", name, "domain", domain);
        return portal.crm.create(scope, RecordType.ACCOUNT, fields, key()).after();
    }
}
