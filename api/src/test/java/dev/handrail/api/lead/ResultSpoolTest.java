package dev.handrail.api.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResultSpoolTest {

    @Test
    void passesOnEverythingInOrder() throws IOException {
        try (ResultSpool spool = new ResultSpool()) {
            StringBuilder sent = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                String line = "line " + i + "\n";
                sent.append(line);
                spool.append(line.getBytes(StandardCharsets.UTF_8));
            }
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            spool.copyTo(received);

            assertThat(received.toString(StandardCharsets.UTF_8)).isEqualTo(sent.toString());
        }
    }

    @Test
    void endsWhenThereIsNothing() throws IOException {
        try (ResultSpool spool = new ResultSpool()) {
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            spool.copyTo(received);
            assertThat(received.size()).isZero();
        }
    }
}
