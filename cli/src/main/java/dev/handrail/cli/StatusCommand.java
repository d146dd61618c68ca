package dev.handrail.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Where it runs and whether it would take a lead. */
@Command(name = "status")
final class StatusCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final PrintWriter out;

    StatusCommand(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() {
        Target target = Target.find(environment);
        int health = new Api(target).health();
        out.println(health == 200 ? "Handrail is up." : health == 0 ? "Nobody answers." : "Not ready yet.");
        Addresses.of(target).forEach(out::println);
        return health == 200 ? 0 : 1;
    }
}
