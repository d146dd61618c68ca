package dev.handrail.simulator.salesforce;

import dev.handrail.simulator.outside.OutsideClient;
import dev.handrail.simulator.server.Simulator;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Clients that others wrote for the real Salesforce, in other languages, take the simulator for it. */
class SalesforceOutsideClientsIT {

    private static final Path SCRIPTS = Path.of("target/test-classes/dev/handrail/simulator/salesforce");

    private Simulator simulator;

    @BeforeEach
    void start() {
        simulator = Simulator.start(Salesforce::new, 0, true);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @TestFactory
    Stream<DynamicTest> simpleSalesforce() {
        return OutsideClient.fromPyPi("simple-salesforce==1.12.9")
                .cases(SCRIPTS.resolve("simple_salesforce_cases.py"), settings());
    }

    @TestFactory
    Stream<DynamicTest> jsforce() {
        return OutsideClient.fromNpm("jsforce@3.10.16").cases(SCRIPTS.resolve("jsforce_cases.mjs"), settings());
    }

    private Map<String, String> settings() {
        String certificate = simulator.certificate().orElseThrow().toString();
        return Map.of(
                "SALESFORCE_URL", simulator.url(),
                "SALESFORCE_TOKEN", simulator.accessToken(),
                "SALESFORCE_ADMIN", simulator.adminUrl(),
                "SALESFORCE_CERTIFICATE", certificate,
                "NODE_EXTRA_CA_CERTS", certificate);
    }
}
