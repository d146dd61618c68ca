package dev.handrail.salesforce;

import static dev.handrail.connector.ContractSamples.key;
import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.LEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Scope;
import dev.handrail.connector.Search;
import dev.handrail.simulator.fault.Fault;
import dev.handrail.simulator.fault.FaultKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Several searches in one request. */
class SalesforceSearchesIT {

    private static final Scope SCOPE = new Scope("one", "agent:test", "call-1");

    private final SimulatedOrg org = new SimulatedOrg();
    private final SalesforceConnector crm =
            new SalesforceConnector(_ -> org.fixed(), SalesforceSettings.defaults(), QuotaListener.NONE);

    @AfterEach
    void stop() {
        org.simulator.close();
    }

    private CrmRecord create(RecordType type, Map<String, Object> fields) {
        return crm.create(SCOPE, type, fields, key()).after();
    }

    private static List<Search> about(String name) {
        String domain = name + ".example.com";
        return List.of(
                new Search.ByField(LEAD, "email", "dana@" + domain, 5),
                new Search.ByField(ACCOUNT, "domain", domain, 5),
                new Search.AccountsLike(name + " Inc", 5));
    }

    @Test
    void saysThatTheyCostOneRequest() {
        assertThat(crm.searchesTogether()).isTrue();
    }

    @Test
    void takesAPartThatFailedNotForNothingFound() {
        create(LEAD, Map.of("email", "dana@acme.example.com"));
        org.admin("PUT", "/quota", Map.of("used", 14_999));

        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm.search(SCOPE, about("acme")))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED));
    }

    @Test
    void takesAnAnswerOfAnotherShapeNotForNothingFound() {
        String odd = """
                {"hasErrors": false, "results": [{"statusCode": 200, "result": {}}, {"statusCode": 200, "result": {}},
                 {"statusCode": 200, "result": {}}]}""";
        org.simulator
                .faults()
                .add(Fault.of(FaultKind.ERROR_BEFORE)
                        .on("POST", "/composite/batch")
                        .answering(200, JsonMapper.shared().readTree(odd)));

        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm.search(SCOPE, about("acme")))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    /** Whether the second copy is there when the first is read is chance; either way nobody gets another's answer. */
    @Test
    void anAnswerThatComesTwiceIsNeverTakenForAnothersAnswer() {
        for (String name : List.of("acme", "globex")) {
            create(LEAD, Map.of("email", "dana@" + name + ".example.com"));
            create(ACCOUNT, Map.of("name", name, "domain", name + ".example.com"));
        }
        List<List<CrmRecord>> acme = crm.search(SCOPE, about("acme"));
        List<List<CrmRecord>> globex = crm.search(SCOPE, about("globex"));
        for (int round = 0; round < 20; round++) {
            org.simulator
                    .faults()
                    .add(Fault.of(FaultKind.ANSWER_TWICE)
                            .on("POST", "/composite/batch")
                            .times(1));

            assertThat(answerOrKindOfFailure("acme")).isIn(acme, Kind.UNAVAILABLE);
            assertThat(crm.search(SCOPE, about("globex"))).isEqualTo(globex);
        }
    }

    private Object answerOrKindOfFailure(String company) {
        try {
            return crm.search(SCOPE, about(company));
        } catch (CrmFailure failure) {
            return failure.kind();
        }
    }
}
