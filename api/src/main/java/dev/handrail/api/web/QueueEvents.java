package dev.handrail.api.web;

import dev.handrail.api.security.Caller;
import dev.handrail.api.web.Queue.Pulse;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages that the queue changed. A stream ends after a minute and the browser opens it again, which asks anew
 * whether the person is still signed in; whoever signs out here is cut off at once.
 */
@Controller
@Hidden
class QueueEvents implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(QueueEvents.class);
    private static final Duration STREAM = Duration.ofSeconds(55);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int MOST_OF_A_PERSON = 20;

    private final Queue queue;
    private final Map<SseEmitter, Listener> listeners = new ConcurrentHashMap<>();
    private @Nullable Thread watch;

    QueueEvents(Queue queue) {
        this.queue = queue;
    }

    /** @param known the version that the page has heard of */
    private record Listener(
            String tenant, String person, @Nullable String known) {

        Listener knowing(String version) {
            return new Listener(tenant, person, version);
        }
    }

    @GetMapping(path = "/authorizations/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String known) {
        long open = listeners.values().stream()
                .filter(listener -> listener.person().equals(caller.keyId()))
                .count();
        if (open >= MOST_OF_A_PERSON) {
            return ResponseEntity.noContent().build();
        }
        SseEmitter stream = new SseEmitter(STREAM.toMillis());
        stream.onTimeout(stream::complete);
        stream.onCompletion(() -> listeners.remove(stream));
        stream.onError(failure -> listeners.remove(stream));
        Listener listener = new Listener(caller.tenant(), caller.keyId(), known);
        listeners.put(stream, listener);
        send(stream, SseEmitter.event().comment("open").reconnectTime(BETWEEN_LOOKS.toMillis()));
        tell(stream, listener, queue.pulse(caller.tenant()));
        return ResponseEntity.ok().header("X-Accel-Buffering", "no").body(stream);
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(BETWEEN_LOOKS);
                look();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.debug("The queue could not be looked at; the pages hear of it later", e);
            }
        }
    }

    private void look() {
        Set<String> tenants = listeners.values().stream().map(Listener::tenant).collect(Collectors.toSet());
        for (String tenant : tenants) {
            Pulse pulse = queue.pulse(tenant);
            listeners.forEach((stream, listener) -> {
                if (listener.tenant().equals(tenant)) {
                    tell(stream, listener, pulse);
                }
            });
        }
    }

    private void tell(SseEmitter stream, Listener listener, Pulse pulse) {
        if (pulse.version().equals(listener.known())) {
            return;
        }
        send(stream, SseEmitter.event().id(pulse.version()).name("queue").data(pulse, MediaType.APPLICATION_JSON));
        listeners.computeIfPresent(stream, (same, present) -> present.knowing(pulse.version()));
    }

    private void send(SseEmitter stream, SseEmitter.SseEventBuilder event) {
        try {
            stream.send(event);
        } catch (IOException | IllegalStateException e) {
            listeners.remove(stream);
            log.trace("A page was closed", e);
        }
    }

    @EventListener
    void signedOut(LogoutSuccessEvent event) {
        if (event.getAuthentication().getPrincipal() instanceof Caller caller) {
            listeners.forEach((stream, listener) -> {
                if (listener.person().equals(caller.keyId())
                        && listener.tenant().equals(caller.tenant())) {
                    stream.complete();
                }
            });
        }
    }

    @Override
    public synchronized void start() {
        watch = Thread.ofVirtual().name("queue-events").start(this::watch);
    }

    /** Before the server waits for the requests that are under way, of which each stream is one. */
    @Override
    public synchronized void stop() {
        if (watch != null) {
            watch.interrupt();
            watch = null;
        }
        listeners.keySet().forEach(SseEmitter::complete);
    }

    @Override
    public synchronized boolean isRunning() {
        return watch != null;
    }
}
