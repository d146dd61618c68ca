package dev.handrail.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program from PyPI in a virtual environment of its own, under target/. */
public final class PythonTool {

    private static final int MINUTES = 5;

    private final Path environment;

    private PythonTool(Path environment) {
        this.environment = environment;
    }

    /** Installs it unless it is there already. */
    public static PythonTool installed(String name, String... packages) throws IOException, InterruptedException {
        Path environment = Path.of("target", "python", name).toAbsolutePath();
        Path done =
                environment.resolve("installed-" + String.join("-", packages).replaceAll("[^A-Za-z0-9.]", "_"));
        PythonTool tool = new PythonTool(environment);
        if (!Files.exists(done)) {
            execute(List.of("python3", "-m", "venv", environment.toString()));
            List<String> install =
                    new ArrayList<>(List.of(tool.program("pip"), "install", "--quiet", "--disable-pip-version-check"));
            install.addAll(List.of(packages));
            execute(install);
            Files.createFile(done);
        }
        return tool;
    }

    /** Runs Python with these arguments and answers what it prints. */
    public String run(List<String> arguments) throws IOException, InterruptedException {
        return execute(command("python", arguments));
    }

    /** Runs a program that was installed. */
    public String run(String program, List<String> arguments) throws IOException, InterruptedException {
        return execute(command(program, arguments));
    }

    private List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program(program)));
        command.addAll(arguments);
        return command;
    }

    private String program(String name) {
        return environment.resolve("bin").resolve(name).toString();
    }

    private static String execute(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("python", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(Path.of("target").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroy();
        String text = Files.readString(output);
        Files.delete(output);
        assertThat(ended).as("%s ended in time: %s", command, text).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command, text).isZero();
        return text;
    }
}
