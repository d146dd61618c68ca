package dev.handrail.lead;

import java.io.File;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Breaks each rule of {@code DeterminismTest}, to show that it bites. */
public final class CarelessWorkflowCode {

    private CarelessWorkflowCode() {}

    static final class Clock {
        Instant now() {
            return Instant.now();
        }
    }

    static final class Dice {
        int roll() {
            return new Random().nextInt(6);
        }
    }

    static final class Threads {
        CompletableFuture<Void> run() {
            return CompletableFuture.runAsync(() -> {});
        }
    }

    static final class Files {
        boolean exist() {
            return new File("x").exists();
        }
    }

    static final class Logs {
        void log() {
            Logger.getGlobal().info("x");
        }
    }

    static final class Orders {
        List<Object> all() {
            Map<String, Object> map = new HashMap<>(Map.of("a", 1, "b", 2));
            Set<Object> copy = Set.copyOf(map.values());
            return List.of(map, copy, map.keySet().stream().collect(Collectors.toSet()));
        }
    }

    public static List<Class<?>> all() {
        return List.of(Clock.class, Dice.class, Threads.class, Files.class, Logs.class, Orders.class);
    }
}
