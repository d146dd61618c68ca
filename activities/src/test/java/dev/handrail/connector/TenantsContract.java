package dev.handrail.connector;

import static dev.handrail.connector.ContractSamples.assertRefused;
import static dev.handrail.connector.ContractSamples.key;
import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.connector.CrmFailure.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No tenant sees another. */
interface TenantsContract extends ConnectorUnderTest {

    @Test
    default void hidesTheRecordsOfAnotherTenant() {
        String key = key();
        CrmRecord account = crm().create(scope(), ACCOUNT, Map.of("name", "Acme", "domain", "acme.example.com"), key)
                .after();
        Scope other = newScope();

        assertThat(crm().read(other, account.ref())).isEmpty();
        assertThat(crm().findByKey(other, ACCOUNT, key)).isEmpty();
        assertThat(crm().find(other, ACCOUNT, "name", "Acme", 10)).isEmpty();
        assertThat(crm().searchAccounts(other, "Acme", 10)).isEmpty();
        assertRefused(Kind.NOT_FOUND, () -> crm().update(other, account.ref(), Map.of("name", "Mine"), null));
        assertRefused(Kind.NOT_FOUND, () -> crm().remove(other, account.ref(), null));
        assertRefused(
                Kind.INVALID,
                () -> crm().create(other, OPPORTUNITY, Map.of("name", "Renewal", "accountId", account.id()), key()));
        assertThat(crm().create(other, ACCOUNT, Map.of("name", "Acme", "domain", "acme.example.com"), key)
                        .created())
                .isTrue();
        assertThat(crm().read(scope(), account.ref())).contains(account);
    }
}
