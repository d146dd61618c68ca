package dev.handrail.api.lead;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Results on their way to a client that may read none of them before it has sent everything. They wait in a temporary
 * file, so neither memory nor the client's sending depends on how fast it reads.
 */
final class ResultSpool implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;

    private final FileChannel file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long written;
    private boolean finished;

    ResultSpool() throws IOException {
        Path path = Files.createTempFile("handrail-results", ".jsonl");
        file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    void append(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long at = written;
        while (buffer.hasRemaining()) {
            at += file.write(buffer, at);
        }
        lock.lock();
        try {
            written = at;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is appended. */
    void finish() {
        lock.lock();
        try {
            finished = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Copies what there is and what comes, until it is finished. */
    void copyTo(OutputStream out) throws IOException, InterruptedException {
        long read = 0;
        var channel = Channels.newChannel(out);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long available = await(read); available > read; available = await(read)) {
            while (read < available) {
                chunk.clear().limit((int) Math.min(CHUNK, available - read));
                read += file.read(chunk, read);
                chunk.flip();
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
            }
            out.flush();
        }
    }

    /** How much is there, once it is more than was read or nothing more comes. */
    private long await(long read) throws InterruptedException {
        lock.lock();
        try {
            while (written == read && !finished) {
                changed.await();
            }
            return written;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
