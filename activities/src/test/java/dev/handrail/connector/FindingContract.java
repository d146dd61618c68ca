package dev.handrail.connector;

import static dev.handrail.connector.ContractSamples.assertRefused;
import static dev.handrail.connector.ContractSamples.key;
import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CAMPAIGN;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static dev.handrail.connector.RecordType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.connector.CrmFailure.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records are found in any case, accounts also by similar names. */
interface FindingContract extends ConnectorUnderTest {

    @Test
    default void findsRecordsInAnyCaseOldestFirst() {
        CrmRecord first =
                crm().create(scope(), ACCOUNT, Map.of("name", "Acme"), key()).after();
        CrmRecord second =
                crm().create(scope(), ACCOUNT, Map.of("name", "ACME"), key()).after();
        account("Acme Corporation");

        assertThat(crm().find(scope(), ACCOUNT, "name", "aCmE", 10)).containsExactly(first, second);
        assertThat(crm().find(scope(), ACCOUNT, "name", "acme", 1)).containsExactly(first);
    }

    @Test
    default void findsRecordsByEveryKindOfField() {
        CrmRecord account = account("Acme");
        CrmRecord lead = crm().create(
                        scope(),
                        LEAD,
                        Map.of("email", "dana@example.com", "founded", 1902, "tags", List.of("event", "nurture")),
                        key())
                .after();
        CrmRecord opportunity = crm().create(
                        scope(),
                        OPPORTUNITY,
                        Map.of(
                                "name",
                                "Renewal",
                                "accountId",
                                account.id(),
                                "leadId",
                                lead.id(),
                                "closeDate",
                                "2026-12-31"),
                        key())
                .after();

        assertThat(crm().find(scope(), OPPORTUNITY, "accountId", account.id(), 10))
                .containsExactly(opportunity);
        assertThat(crm().find(scope(), OPPORTUNITY, "leadId", lead.id(), 10)).containsExactly(opportunity);
        assertThat(crm().find(scope(), OPPORTUNITY, "stage", "prospecting", 10)).containsExactly(opportunity);
        assertThat(crm().find(scope(), OPPORTUNITY, "closeDate", "2026-12-31", 10))
                .containsExactly(opportunity);
        assertThat(crm().find(scope(), LEAD, "founded", "1902", 10)).containsExactly(lead);
        assertThat(crm().find(scope(), LEAD, "founded", "soon", 10)).isEmpty();
        assertThat(crm().find(scope(), LEAD, "tags", "NURTURE", 10)).containsExactly(lead);
    }

    @Test
    default void readsUsers() {
        CrmRecord user = crm().read(scope(), new Ref(USER, userId())).orElseThrow();

        assertThat(user.field("active")).isEqualTo(true);
        assertThat(crm().find(scope(), USER, "active", "true", 100)).contains(user);
    }

    @Test
    default void readsCampaignsOrSaysThatThereAreNone() {
        if (!hasCampaigns()) {
            assertRefused(Kind.NOT_SUPPORTED, () -> crm().read(scope(), new Ref(CAMPAIGN, campaignId())));
            return;
        }
        assertThat(crm().read(scope(), new Ref(CAMPAIGN, campaignId())))
                .get()
                .extracting(campaign -> campaign.field("name"))
                .isNotNull();
        assertThat(crm().read(scope(), new Ref(CAMPAIGN, "C-1900-Q1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "3M Company, 3M",
        "3M, 3M Company",
        "Alphabet, Alphabet Inc. (Class A)",
        "alphabet inc. (class a), Alphabet",
        "A O Smith Corp, A. O. Smith",
        "Mc Donalds, McDonald's",
        "Wal-Mart, Walmart",
        "Procter and Gamble, Procter & Gamble"
    })
    default void ranksTheSensibleAccountFirst(String wanted, String existing) {
        List.of("Micron Technology", "Alphatec", "Smithfield Foods", "McKesson", "Walgreens", "Gamble Brothers")
                .forEach(this::account);
        CrmRecord sensible = account(existing);

        assertThat(crm().searchAccounts(scope(), wanted, 3))
                .hasSizeLessThanOrEqualTo(3)
                .first()
                .isEqualTo(sensible);
    }

    @Test
    default void answersSeveralSearchesInTheirOrder() {
        CrmRecord lead = crm().create(scope(), LEAD, Map.of("email", "dana@example.com"), key())
                .after();
        CrmRecord account = account("Acme Corporation");

        assertThat(crm().search(
                                scope(),
                                List.of(
                                        new Search.AccountsLike("Acme Corp", 3),
                                        new Search.ByField(LEAD, "founded", "soon", 3),
                                        new Search.ByField(LEAD, "email", "Dana@Example.com", 3),
                                        new Search.ByField(ACCOUNT, "domain", "acme.example.com", 3))))
                .containsExactly(List.of(account), List.of(), List.of(lead), List.of());
        assertThat(crm().search(scope(), List.of())).isEmpty();
    }

    @Test
    default void answersMoreSearchesThanOneRequestHolds() {
        List<CrmRecord> leads = IntStream.range(0, 30)
                .mapToObj(i -> crm().create(scope(), LEAD, Map.of("email", "lead" + i + "@example.com"), key())
                        .after())
                .toList();

        assertThat(crm().search(
                                scope(),
                                IntStream.range(0, 30)
                                        .<Search>mapToObj(
                                                i -> new Search.ByField(LEAD, "email", "lead" + i + "@example.com", 1))
                                        .toList()))
                .containsExactlyElementsOf(leads.stream().map(List::of).toList());
    }

    @Test
    default void findsNoAccountThatResemblesNothing() {
        account("Acme");

        assertThat(crm().searchAccounts(scope(), "Zyx Qwertyuiop", 10)).isEmpty();
    }

    @Test
    default void leavesRemovedAccountsOutOfTheSearch() {
        crm().remove(scope(), account("Acme").ref(), null);

        assertThat(crm().searchAccounts(scope(), "Acme", 10)).isEmpty();
    }
}
