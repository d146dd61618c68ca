package dev.handrail.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalServerTest {

    private static final Map<String, String> NO_COMMAND = Map.of("PATH", "");

    @TempDir
    private Path folder;

    private TemporalServer choose(Map<String, String> environment) {
        Home home = Home.open(Map.of("HANDRAIL_HOME", folder.toString()));
        return TemporalServer.choose(home, new Ports(0, 0, 0, 0), environment);
    }

    @Test
    void runsInsideTheProcessWithoutTheCommand() {
        assertThat(choose(NO_COMMAND)).isInstanceOf(TemporalServer.InJvm.class);
    }

    @Test
    void doesNotLeaveWorkOfAnEarlierRunBehind() throws IOException {
        Files.createFile(folder.resolve(TemporalServer.DATABASE));

        assertThatThrownBy(() -> choose(NO_COMMAND)).hasMessageContaining("./handrail install-temporal");
    }

    @Test
    void startsWithoutEarlierWorkWhenAsked() throws IOException {
        Files.createFile(folder.resolve(TemporalServer.DATABASE));

        assertThat(choose(Map.of("PATH", "", "HANDRAIL_TEMPORAL", "in-jvm"))).isInstanceOf(TemporalServer.InJvm.class);
    }

    @Test
    void aTemporalElsewhereComesFirst() {
        assertThat(choose(Map.of("PATH", "", "TEMPORAL_ADDRESS", "temporal:7233"))
                        .address())
                .isEqualTo("temporal:7233");
    }
}
