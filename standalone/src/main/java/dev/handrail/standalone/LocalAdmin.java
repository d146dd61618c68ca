package dev.handrail.standalone;

import dev.handrail.call.Role;
import dev.handrail.connection.EventualStart;
import dev.handrail.connection.Migrations;
import dev.handrail.credential.ApiKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Leaves an administrator's key where only the user of this machine can read it, for the command line. */
final class LocalAdmin implements SmartLifecycle {

    private static final String TENANT = "default";

    private final Home home;
    private final ApiKeys keys;
    private final Migrations migrations;
    private volatile @Nullable EventualStart start;

    LocalAdmin(Home home, ApiKeys keys, Migrations migrations) {
        this.home = home;
        this.keys = keys;
        this.migrations = migrations;
    }

    @Override
    public void start() {
        start = EventualStart.of("issue the local key", () -> {
            migrations.await();
            issue();
        });
    }

    private void issue() throws IOException {
        Path file = home.secretFile("admin");
        boolean valid = Files.exists(file)
                && keys.authenticate(Files.readString(file).strip()).isPresent();
        if (!valid) {
            home.write(
                    file,
                    keys.issue(TENANT, Set.of(Role.ADMIN), "local administrator", "handrail up", null)
                                    .key()
                            + "\n");
        }
    }

    @Override
    public void stop() {
        EventualStart started = start;
        if (started != null) {
            started.close();
        }
        start = null;
    }

    @Override
    public boolean isRunning() {
        return start != null;
    }
}
