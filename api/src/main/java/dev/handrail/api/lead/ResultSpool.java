package dev.handrail.api.lead;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Results that wait in a temporary file until the client has sent everything and reads them. */
final class ResultSpool implements AutoCloseable {

    private final FileChannel file;
    private final OutputStream end;

    ResultSpool() throws IOException {
        file = FileChannel.open(
                Files.createTempFile("handrail-results", ".jsonl"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        end = new BufferedOutputStream(Channels.newOutputStream(file));
    }

    void append(byte[] bytes) throws IOException {
        end.write(bytes);
    }

    /** Copies everything that was appended. */
    void copyTo(OutputStream out) throws IOException {
        end.flush();
        Channels.newInputStream(file.position(0)).transferTo(out);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
