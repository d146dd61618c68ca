package dev.handrail.api.web;

import dev.handrail.audit.AuditChain;
import dev.handrail.audit.AuditLog;
import dev.handrail.audit.Checkpoint;
import dev.handrail.audit.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Proves a tenant's audit as {@code handrail audit verify} does, over what an export would hold. */
@Component
class ChainCheck {

    private static final int BUFFER = 1 << 16;

    private final AuditLog audit;

    ChainCheck(AuditLog audit) {
        this.audit = audit;
    }

    Verification verify(String tenant) throws IOException {
        Checkpoint head = audit.head(tenant);
        try (PipedInputStream rows = new PipedInputStream(BUFFER);
                BufferedReader lines = new BufferedReader(new InputStreamReader(rows, StandardCharsets.UTF_8))) {
            PipedOutputStream written = new PipedOutputStream(rows);
            Thread writing = Thread.ofVirtual().start(() -> export(tenant, written));
            Verification verification = AuditChain.verify(lines.lines().iterator(), head);
            writing.interrupt();
            return verification;
        }
    }

    private void export(String tenant, PipedOutputStream written) {
        try (written) {
            audit.export(tenant, written);
        } catch (IOException e) {
            // The reader stopped at a flaw. Whatever else breaks off leaves rows missing, which the check reports.
            throw new UncheckedIOException(e);
        }
    }
}
