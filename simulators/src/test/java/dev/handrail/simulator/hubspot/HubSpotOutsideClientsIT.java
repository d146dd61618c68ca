package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.outside.OutsideClient;
import dev.handrail.simulator.server.Simulator;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Clients that HubSpot and others wrote for the real HubSpot take the simulator for it. */
class HubSpotOutsideClientsIT {

    private static final Path SCRIPTS = Path.of("target/test-classes/dev/handrail/simulator/hubspot");

    private static final String API_CLIENT_FOR_PYTHON = "hubspot-api-client==12.0.0";

    private Simulator simulator;

    @BeforeEach
    void start() {
        simulator = Simulator.start(HubSpot::new);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @TestFactory
    Stream<DynamicTest> hubspotApiClientForPythonWithRecords() {
        return OutsideClient.fromPyPi(API_CLIENT_FOR_PYTHON)
                .cases(SCRIPTS.resolve("hubspot_api_client_records.py"), settings());
    }

    @TestFactory
    Stream<DynamicTest> hubspotApiClientForPythonWithSettings() {
        return OutsideClient.fromPyPi(API_CLIENT_FOR_PYTHON)
                .cases(SCRIPTS.resolve("hubspot_api_client_settings.py"), settings());
    }

    @TestFactory
    Stream<DynamicTest> hubspotSdkForPython() {
        return OutsideClient.fromPyPi("hubspot-sdk==0.1.0a9")
                .cases(SCRIPTS.resolve("hubspot_sdk_cases.py"), settings());
    }

    @TestFactory
    Stream<DynamicTest> hubspotApiClientForNode() {
        return OutsideClient.fromNpm("@hubspot/api-client@13.5.0")
                .cases(SCRIPTS.resolve("api_client_cases.mjs"), settings());
    }

    private Map<String, String> settings() {
        return Map.of(
                "HUBSPOT_URL", simulator.url(),
                "HUBSPOT_TOKEN", simulator.accessToken(),
                "HUBSPOT_ADMIN", simulator.adminUrl());
    }
}
