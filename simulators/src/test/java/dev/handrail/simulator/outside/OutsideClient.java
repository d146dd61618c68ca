package dev.handrail.simulator.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client from a package registry, installed once into the build's folder, and a script that uses it. The script
 * writes a line of JSON for each of its cases: {@code case} is its name, {@code failure} is there when it failed.
 */
public final class OutsideClient {

    private static final Path INSTALLED = Path.of("target", "outside-clients").toAbsolutePath();
    private static final long MOST_MINUTES = 10;

    private final List<String> runner;
    private final Map<String, String> environment;

    private OutsideClient(List<String> runner, Map<String, String> environment) {
        this.runner = runner;
        this.environment = environment;
    }

    /** @param requirement with its version, such as {@code hubspot-api-client==12.0.0} */
    public static OutsideClient fromPyPi(String requirement) {
        Path home = INSTALLED.resolve(requirement.replace("==", "-"));
        Path python = home.resolve("bin").resolve("python");
        installOnce(home, () -> {
            run(List.of("python3", "-m", "venv", home.toString()));
            run(List.of(python.toString(), "-m", "pip", "install", "--quiet", requirement));
        });
        return new OutsideClient(List.of(python.toString()), Map.of());
    }

    /** @param dependency with its version, such as {@code jsforce@3.10.0} */
    public static OutsideClient fromNpm(String dependency) {
        Path home = INSTALLED.resolve(dependency.replaceFirst("^@", "").replace('/', '-'));
        installOnce(
                home,
                () -> run(List.of(
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--silent",
                        "--prefix",
                        home.toString(),
                        dependency)));
        return new OutsideClient(
                List.of("node"),
                Map.of("NODE_MODULES_OF", home.resolve("package.json").toString()));
    }

    /** Runs the script and gives one test for each of its cases. */
    public Stream<DynamicTest> cases(Path script, Map<String, String> settings) {
        var command =
                Stream.concat(runner.stream(), Stream.of(script.toString())).toList();
        List<JsonNode> outcomes = start(command, settings)
                .lines()
                .filter(line -> line.startsWith("{\"case\""))
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(outcomes).as("cases of " + script).isNotEmpty();
        return outcomes.stream()
                .map(outcome -> DynamicTest.dynamicTest(outcome.path("case").asString(), () -> {
                    if (outcome.has("failure")) fail(outcome.path("failure").asString());
                }));
    }

    private String start(List<String> command, Map<String, String> settings) {
        Path errors = INSTALLED.resolve("errors.txt");
        try {
            var builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            builder.environment().putAll(settings);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                fail(command + " did not end within " + MOST_MINUTES + " minutes");
            }
            assertThat(process.exitValue())
                    .as(() -> command + " broke off: " + text(errors) + output)
                    .isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void installOnce(Path home, Runnable installing) {
        Path mark = home.resolve("installed");
        if (Files.exists(mark)) return;
        try {
            Files.createDirectories(home);
            installing.run();
            Files.writeString(mark, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) {
        Path output = INSTALLED.resolve("install.txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
            if (!ended) process.destroyForcibly();
            if (!ended || process.exitValue() != 0) {
                fail("An outside client could not be installed; its registry must be reachable. " + command + " said: "
                        + text(output));
            }
        } catch (IOException e) {
            fail(
                    "An outside client could not be installed: " + command.getFirst()
                            + " is missing. These tests need python3 with venv, node and npm.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
