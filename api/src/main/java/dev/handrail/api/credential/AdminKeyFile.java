package dev.handrail.api.credential;

import dev.handrail.call.Role;
import dev.handrail.connection.EventualStart;
import dev.handrail.connection.Migrations;
import dev.handrail.credential.ApiKeys;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Leaves an administrator's key in a file that only its owner can read, when it holds no valid one: the first key of a
 * new database, from which all others come.
 */
public final class AdminKeyFile extends EventualStart {

    private static final String TENANT = "default";

    private final Path file;
    private final ApiKeys keys;
    private final Migrations migrations;

    public AdminKeyFile(Path file, ApiKeys keys, Migrations migrations) {
        super("issue the first key");
        this.file = file;
        this.keys = keys;
        this.migrations = migrations;
    }

    @Override
    protected void attempt() throws IOException, InterruptedException {
        migrations.await();
        boolean valid = Files.exists(file)
                && keys.authenticate(Files.readString(file).strip()).isPresent();
        if (!valid) {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, onlyOwner());
            String key = keys.issue(TENANT, Set.of(Role.ADMIN), "first administrator", "admin key file", null)
                    .key();
            Files.writeString(draft, key + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static FileAttribute<?>[] onlyOwner() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
