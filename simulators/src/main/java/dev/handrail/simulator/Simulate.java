package dev.handrail.simulator;

import dev.handrail.simulator.hubspot.HubSpot;
import dev.handrail.simulator.salesforce.Salesforce;
import dev.handrail.simulator.server.Crm;
import dev.handrail.simulator.server.Simulator;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Starts one simulator in the foreground. The first line on standard output says where it is, as JSON. */
@Command(name = "simulate", sortOptions = false)
public final class Simulate implements Callable<Integer> {

    private static final Map<String, Crm.Maker> CRMS = Map.of("salesforce", Salesforce::new, "hubspot", HubSpot::new);

    @Parameters(index = "0")
    private String crm = "";

    @Option(names = "--port")
    private int port;

    @Option(names = "--tls")
    private boolean tls;

    public static void main(String... arguments) {
        int status = new CommandLine(new Simulate()).execute(arguments);
        if (status != 0) System.exit(status);
    }

    @Override
    public Integer call() {
        Crm.Maker maker = CRMS.get(crm);
        if (maker == null) {
            System.err.println("There is no simulator of " + crm + "; there are: " + String.join(", ", CRMS.keySet()));
            return CommandLine.ExitCode.USAGE;
        }
        Simulator simulator;
        try {
            simulator = Simulator.start(maker, port, tls);
        } catch (UncheckedIOException e) {
            System.err.println(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
        var where = new LinkedHashMap<String, String>();
        where.put("url", simulator.url());
        where.put("accessToken", simulator.accessToken());
        where.put("adminUrl", simulator.adminUrl());
        simulator.certificate().ifPresent(pem -> where.put("certificate", pem.toString()));
        System.out.println(JsonMapper.shared().writeValueAsString(where));
        System.out.flush();
        simulator.awaitClose();
        return CommandLine.ExitCode.OK;
    }
}
