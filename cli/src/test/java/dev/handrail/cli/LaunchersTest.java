package dev.handrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Without this switch Java sends a request twice when its connection breaks, and a CRM may make two records. */
class LaunchersTest {

    private static final String SWITCH = "-Dsun.net.http.retryPost=false";
    private static final Pattern FUNCTION =
            Pattern.compile("^(\\w+)\\(\\) \\{\n(.*?)^}", Pattern.MULTILINE | Pattern.DOTALL);

    private static String text(String file) throws IOException {
        return Files.readString(Path.of("..", file));
    }

    @Test
    void everyProgramOfTheProductIsStartedWithoutASecondPost() throws IOException {
        Map<String, String> starting = FUNCTION.matcher(text("handrail"))
                .results()
                .filter(function -> function.group(2).contains("$JAVA_HOME/bin/java\""))
                .collect(Collectors.toMap(function -> function.group(1), function -> function.group(2)));

        assertThat(starting).containsOnlyKeys("jvm", "cli", "unpack", "simulator_jvm");
        assertThat(starting.get("jvm")).contains(SWITCH);
        assertThat(starting.get("cli")).contains(SWITCH);
    }

    @Test
    void testsRunAsTheProductDoes() throws IOException {
        Matcher arguments = Pattern.compile("<argLine>(.*)</argLine>").matcher(text("pom.xml"));

        assertThat(arguments.results())
                .hasSize(2)
                .allSatisfy(argument -> assertThat(argument.group(1)).contains(SWITCH));
    }
}
