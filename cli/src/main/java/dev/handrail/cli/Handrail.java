package dev.handrail.cli;

import dev.handrail.cli.demo.DemoCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that talk to a running Handrail; the others are in the {@code handrail} script. */
@Command(name = "handrail")
public final class Handrail {

    private Handrail() {}

    static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        System.exit(run(System.getenv(), out, err, arguments));
    }

    /** Exit code: 0 done, 1 not, 2 asked in a way it does not understand. */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        if (List.of(arguments).contains("--help") && arguments.length > 0) {
            out.print(help(arguments[0]));
            out.flush();
            return 0;
        }
        PrintWriter visible = new PrintWriter(new VisibleOutput(out), true);
        PrintWriter visibleErr = new PrintWriter(new VisibleOutput(err), true);
        CommandLine commands = new CommandLine(new Handrail())
                .addSubcommand(new DemoCommand(environment, out))
                .addSubcommand(new StatusCommand(environment, visible))
                .addSubcommand(new TokenCommand(environment, out))
                .addSubcommand(new SignInCommand(environment, out))
                .addSubcommand(new LeadsCommand(environment, visible))
                .addSubcommand(new AuditCommand(environment, out))
                .addSubcommand(new CrmCommand(environment, visible))
                .addSubcommand(new NotificationsCommand(environment, visible))
                .addSubcommand(new PolicyCommand(environment, visible, visibleErr, out))
                .setOut(out)
                .setErr(err);
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof Failure) {
                visibleErr.println(failure.getMessage());
                return 1;
            }
            throw failure;
        });
        commands.setParameterExceptionHandler((mistake, words) -> {
            visibleErr.println(mistake.getMessage());
            err.println("See ./handrail --help");
            return 2;
        });
        return commands.execute(arguments);
    }

    private static String help(String command) {
        try (InputStream text = Handrail.class.getResourceAsStream("/help/%s.txt".formatted(command))) {
            return text == null
                    ? "There is no command %s. See ./handrail --help%n".formatted(command)
                    : new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
