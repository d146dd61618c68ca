package dev.handrail.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Times {@code ./handrail up} until it would take a lead, Postgres and all. */
final class StartUp {

    private static final int TIMES = 3;
    private static final int PATIENCE_SECONDS = 300;
    private static final long BETWEEN_TRIES_MILLIS = 20;

    private final Workplace place;
    private final String handrail;

    StartUp(Workplace place) {
        this.place = place;
        this.handrail = place.project().resolve("handrail").toString();
    }

    /** Seconds, with a Temporal that is there already and with the one it starts itself. */
    Map<String, List<Double>> measure(String temporalAddress) throws IOException, InterruptedException {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        seconds.put("up beside Temporal", repeated(Map.of("TEMPORAL_ADDRESS", temporalAddress)));
        seconds.put("up with its own", repeated(Map.of("TEMPORAL_ADDRESS", "")));
        return seconds;
    }

    /** The first time builds and is not counted. */
    private List<Double> repeated(Map<String, String> environment) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int time = 0; time <= TIMES; time++) {
            double taken = once(environment);
            if (time > 0) {
                seconds.add(taken);
            }
        }
        return seconds;
    }

    private double once(Map<String, String> more) throws IOException, InterruptedException {
        int port = Ports.free();
        Map<String, String> environment = new HashMap<>(more);
        environment.put("HANDRAIL_HOME", place.home().resolve("up").toString());
        long begin = System.nanoTime();
        try (Program up = Program.start(
                        place, "up", List.of(handrail, "up", "--port", Integer.toString(port)), environment);
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health".formatted(port)))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            while (!isHealthy(http, health)) {
                if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                    throw new IllegalStateException(
                            "./handrail up was not healthy within %d s".formatted(PATIENCE_SECONDS));
                }
                Thread.sleep(BETWEEN_TRIES_MILLIS);
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            try (Program down = Program.start(place, "down", List.of(handrail, "down"), environment)) {
                down.awaitSuccess(60);
            }
            return seconds;
        }
    }

    private static boolean isHealthy(HttpClient http, HttpRequest health) throws InterruptedException {
        try {
            return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
