package dev.handrail.api.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ResultSpoolTest {

    @Test
    void passesOnEverythingInOrderWhileItIsStillWritten() throws Exception {
        try (ResultSpool spool = new ResultSpool();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            Future<?> copied = threads.submit(() -> {
                spool.copyTo(received);
                return null;
            });
            StringBuilder sent = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                String line = "line " + i + "\n";
                sent.append(line);
                spool.append(line.getBytes(StandardCharsets.UTF_8));
            }
            spool.finish();
            copied.get();

            assertThat(received.toString(StandardCharsets.UTF_8)).isEqualTo(sent.toString());
        }
    }

    @Test
    void endsWhenThereIsNothing() throws Exception {
        try (ResultSpool spool = new ResultSpool()) {
            spool.finish();
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            spool.copyTo(received);
            assertThat(received.size()).isZero();
        }
    }
}
