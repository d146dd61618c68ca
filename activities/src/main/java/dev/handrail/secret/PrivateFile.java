package dev.handrail.secret;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A file that only its owner can read, read again when it has changed. */
final class PrivateFile<T> {

    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** A file changed twice within a tick of the file system's clock looks unchanged; so long it is not trusted. */
    private static final Duration UNSETTLED = Duration.ofSeconds(2);

    private final Path path;
    private final String setting;
    private final Function<String, T> parser;
    private volatile @Nullable Content<T> last;

    /**
     * @param setting the variable that names the file, for messages
     * @param parser throws {@link SourceAway} when it is not what it should be
     */
    PrivateFile(Path path, String setting, Function<String, T> parser) {
        this.path = path;
        this.setting = setting;
        this.parser = parser;
    }

    private record Content<T>(T value, Stamp stamp, boolean settled) {}

    private record Stamp(
            Instant modified, long size, @Nullable Object inode) {}

    /**
     * @throws CrmFailure UNAUTHORIZED when others than its owner may use the file
     * @throws SourceAway when it cannot be read
     */
    T read() {
        try {
            Stamp stamp = stamp();
            Content<T> known = last;
            if (known != null && known.settled() && known.stamp().equals(stamp)) {
                return known.value();
            }
            boolean settled = stamp.modified().plus(UNSETTLED).isBefore(Instant.now());
            T value = parser.apply(Files.readString(path));
            last = new Content<>(value, stamp, settled);
            return value;
        } catch (IOException e) {
            throw new SourceAway(
                    "The file of %s cannot be read (%s: %s); check that it exists and belongs to Handrail's user"
                            .formatted(setting, e.getClass().getSimpleName(), path));
        }
    }

    private Stamp stamp() throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        Class<? extends BasicFileAttributes> view = posix ? PosixFileAttributes.class : BasicFileAttributes.class;
        BasicFileAttributes attributes = Files.readAttributes(path, view);
        if (attributes instanceof PosixFileAttributes owned && !OWNER.containsAll(owned.permissions())) {
            throw new CrmFailure(
                    Kind.UNAUTHORIZED,
                    "Others than its owner may use the file of %s, so it is not read: chmod 600 %s"
                            .formatted(setting, path));
        }
        return new Stamp(attributes.lastModifiedTime().toInstant(), attributes.size(), attributes.fileKey());
    }

    void forget() {
        last = null;
    }
}
