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

/** Makes a key and prints it, alone, on standard output. */
@Command(name = "token")
final class TokenCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final PrintWriter out;

    @Option(names = "--role", required = true, split = ",")
    private List<String> roles = List.of();

    @Option(names = "--tenant")
    private @Nullable String tenant;

    @Option(names = "--name")
    private @Nullable String name;

    TokenCommand(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        roles.forEach(body.putArray("roles")::add);
        body.put("name", name == null ? "local " + String.join(" ", roles) : name);
        if (tenant != null) {
            body.put("tenant", tenant);
        }
        String key = new Api(Target.find(environment))
                .post("/api/keys", body)
                .path("key")
                .asString("");
        if (key.isEmpty()) {
            throw new Failure("The api answered without a key; is it the same version as this command?");
        }
        out.println(key);
        return 0;
    }
}
