package dev.handrail.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The ports of an instance on 127.0.0.1; the same as last time where they are still free, so that bookmarks last. */
record Ports(int http, int temporal, int temporalUi, int postgres) {

    private static final int DEFAULT_HTTP = 8080;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Queue<FileChannel> CLAIMS = new ConcurrentLinkedQueue<>();

    /**
     * @param asked the port the user wants; null for the last one, 8080 or any other
     * @throws PortTaken when the port asked for is not free
     */
    static Ports choose(Home home, @Nullable Integer asked) throws IOException {
        Ports last = last(home);
        if (asked != null && !isFree(asked)) {
            throw new PortTaken(asked);
        }
        Ports chosen = new Ports(
                asked != null ? asked : freeOr(claim(last.http) ? last.http : 0),
                freeOr(last.temporal),
                freeOr(last.temporalUi),
                freeOr(last.postgres));
        home.write(home.ports(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(chosen) + "\n");
        return chosen;
    }

    private static Ports last(Home home) throws IOException {
        if (Files.exists(home.ports())) {
            try {
                return JSON.readValue(Files.readString(home.ports()), Ports.class);
            } catch (JacksonException e) {
                Files.delete(home.ports());
            }
        }
        return new Ports(DEFAULT_HTTP, 0, 0, 0);
    }

    /**
     * Whether no other Handrail of this user that is starting now, or runs, has this port in mind. Held until this process
     * ends: between looking whether a port is free and taking it, several seconds pass.
     */
    private static boolean claim(int port) throws IOException {
        Path folder =
                Path.of(System.getProperty("java.io.tmpdir"), "handrail-ports-" + System.getProperty("user.name"));
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(
                folder.resolve(Integer.toString(port)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return false;
        }
        CLAIMS.add(channel);
        return true;
    }

    private static int freeOr(int wanted) throws IOException {
        if (wanted != 0 && isFree(wanted)) {
            return wanted;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Another program has the port. */
    static final class PortTaken extends RuntimeException {

        PortTaken(int port) {
            super("Port %d is taken by another program; choose another with --port".formatted(port));
        }
    }
}
