package dev.handrail.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a one-time link into the web pages and prints it, alone, on standard output. */
@Command(name = "sign-in")
final class SignInCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final PrintWriter out;

    @Option(names = "--role", split = ",")
    private List<String> roles = List.of();

    @Option(names = "--name")
    private @Nullable String name;

    SignInCommand(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", name == null ? "administrator" : name);
        if (!roles.isEmpty()) {
            roles.forEach(body.putArray("roles")::add);
        }
        Target target = Target.find(environment);
        String path =
                new Api(target).post("/api/sign-in-links", body).path("path").asString("");
        if (path.isEmpty()) {
            throw new Failure("The api answered without a link; is it the same version as this command?");
        }
        out.println(target.url() + path);
        return 0;
    }
}
