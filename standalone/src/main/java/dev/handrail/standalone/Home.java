package dev.handrail.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The folder an instance keeps its state in: {@code .handrail} of the checkout, or {@code HANDRAIL_HOME}. */
record Home(Path folder) {

    private static final int SECRET_BYTES = 24;

    /** Kept as long as the process lives: a lock is let go of when its channel is garbage. */
    private static final Queue<FileLock> CLAIMS = new ConcurrentLinkedQueue<>();

    /** Opens the folder, making it if need be. */
    static Home open(Map<String, String> environment) {
        String given = environment.getOrDefault("HANDRAIL_HOME", "");
        Home home = new Home(
                Path.of(given.isBlank() ? ".handrail" : given).toAbsolutePath().normalize());
        home.createPrivately(home.folder);
        home.createPrivately(home.folder.resolve("keys"));
        home.createPrivately(home.folder.resolve("logs"));
        home.createPrivately(home.runFolder());
        return home;
    }

    /**
     * Claims the folder for this process until it ends, however it ends.
     *
     * @return false when another process holds it
     */
    boolean claim() throws IOException {
        FileChannel channel =
                FileChannel.open(runFolder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return false;
        }
        return CLAIMS.add(lock);
    }

    Path instance() {
        return folder.resolve("instance.json");
    }

    Path ports() {
        return folder.resolve("ports.json");
    }

    Path log(String name) {
        return folder.resolve("logs").resolve(name + ".log");
    }

    Path runFolder() {
        return folder.resolve("run");
    }

    /** The secret of this name, made at the first call; only its owner can read the file. */
    String secret(String name) {
        Path file = secretFile(name);
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(random);
                write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path secretFile(String name) {
        return folder.resolve("keys").resolve(name);
    }

    /** Replaces a file in one step, readable by its owner only. */
    void write(Path file, String content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, onlyOwner("rw-------"));
        Files.writeString(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void createPrivately(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path, onlyOwner("rwx------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot make the folder %s; set HANDRAIL_HOME to one that can be written".formatted(path), e);
        }
    }

    private static FileAttribute<?>[] onlyOwner(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
