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

/** The key in {@code keys/admin}, with which the command line of this machine works. Issued when it does not work. */
final class LocalAdminKey implements SmartLifecycle {

    private static final String TENANT = "default";
    private static final String NAME = "local command line";
    private static final String ISSUER = "standalone";

    private final Home home;
    private final Migrations migrations;
    private final ApiKeys keys;
    private volatile @Nullable EventualStart start;

    LocalAdminKey(Home home, Migrations migrations, ApiKeys keys) {
        this.home = home;
        this.migrations = migrations;
        this.keys = keys;
    }

    @Override
    public void start() {
        start = EventualStart.of("issue the local key", () -> {
            migrations.await();
            ensure();
        });
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

    @Override
    public int getPhase() {
        return 0;
    }

    private void ensure() throws IOException {
        Path file = home.secretFile("admin");
        if (Files.exists(file)
                && keys.authenticate(Files.readString(file).strip()).isPresent()) {
            return;
        }
        String key = keys.issue(TENANT, Set.of(Role.ADMIN), NAME, ISSUER, null).key();
        home.write(file, key + "\n");
    }
}
