package dev.handrail.api.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.api.problem.Problem;
import dev.handrail.api.request.IdempotencyHeader;
import dev.handrail.api.request.Parameters;
import dev.handrail.api.security.Caller;
import dev.handrail.notification.Channel;
import dev.handrail.notification.Channel.Kind;
import dev.handrail.notification.Channels;
import dev.handrail.notification.Deliveries;
import dev.handrail.notification.Delivery;
import dev.handrail.notification.Event;
import dev.handrail.notification.NotificationSettings;
import dev.handrail.notification.Outbox;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/notifications")
@Tag(name = "Notifications", description = "Who is told what waits, and what became of each message")
class NotificationController {

    private static final String DELIVERIES = "deliveries";

    private final Channels channels;
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final NotificationSettings settings;
    private final IdempotencyHeader idempotency;

    NotificationController(
            Channels channels,
            Deliveries deliveries,
            Outbox outbox,
            NotificationSettings settings,
            IdempotencyHeader idempotency) {
        this.channels = channels;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.settings = settings;
        this.idempotency = idempotency;
    }

    /** @param mail whether a mail server is configured here */
    record Declared(boolean mail, List<View> channels) {}

    /**
     * A channel without its secrets.
     *
     * @param address of Slack the host only, for who knows the rest can post there
     * @param previousSecretUntil until when the secret before the last rotation signs, too
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String name,
            String kind,
            @Nullable String address,
            List<String> recipients,
            boolean people,
            Set<String> groups,
            Set<Event> events,
            String changedBy,
            Instant changedAt,
            @Nullable Instant previousSecretUntil) {

        static View of(Channels.Standing standing) {
            Channel channel = standing.channel();
            return new View(
                    channel.name(),
                    channel.kind().name().toLowerCase(Locale.ROOT),
                    shown(channel.kind(), channel.address()),
                    channel.recipients(),
                    channel.people(),
                    new TreeSet<>(channel.groups()),
                    new TreeSet<>(channel.events()),
                    standing.changedBy(),
                    standing.changedAt(),
                    standing.previousUntil());
        }

        private static @Nullable String shown(Kind kind, @Nullable URI address) {
            if (address == null) {
                return null;
            }
            return kind == Kind.SLACK
                    ? "%s://%s/…".formatted(address.getScheme(), address.getHost())
                    : address.toString();
        }
    }

    /**
     * @param secret signs what goes to the webhook; told this once. Absent when there is none or it stays as it was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Put(String name, @Nullable String secret) {}

    /** @param previousSecretUntil until when the one before signs, too */
    record Rotated(String secret, Instant previousSecretUntil) {}

    record Sent(List<UUID> deliveries) {}

    @GetMapping
    @Operation(summary = "The tenant's channels, without their secrets")
    Declared list(@AuthenticationPrincipal Caller caller) {
        return new Declared(
                settings.smtpUrl() != null,
                channels.list(caller.tenant()).stream().map(View::of).toList());
    }

    @PutMapping(path = "/{channel}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Declare a channel, or replace it",
            description = "A new webhook, or one with another address, gets a secret, which is answered once.")
    ResponseEntity<Put> put(
            @AuthenticationPrincipal Caller caller, @PathVariable String channel, @RequestBody ChannelRequest request) {
        if (channel.equals(DELIVERIES)) {
            throw refused("A channel cannot be called deliveries; choose another name");
        }
        try {
            Channels.Put put = channels.put(caller.tenant(), request.named(channel), caller.keyId());
            return ResponseEntity.status(put.created() ? HttpStatus.CREATED : HttpStatus.OK)
                    .body(new Put(channel, put.secret()));
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        } catch (Channels.NeedsKeyset e) {
            throw Problem.conflict("keyset_needed", String.valueOf(e.getMessage()))
                    .toException();
        }
    }

    private static RuntimeException refused(String why) {
        return Problem.of(422, "channel_refused", why).toException();
    }

    @DeleteMapping("/{channel}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a channel; what is on its way there is given up")
    void remove(@AuthenticationPrincipal Caller caller, @PathVariable String channel) {
        if (!channels.remove(caller.tenant(), channel, caller.keyId())) {
            throw unknown();
        }
    }

    @PostMapping("/{channel}/secret")
    @Operation(
            summary = "Give a webhook a new secret",
            description = "Messages are signed with both for 24 hours. The new one is answered once.")
    Rotated rotate(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @PathVariable String channel) {
        claim(caller, key, "rotate webhook secret", channel);
        String secret =
                channels.rotate(caller.tenant(), channel, caller.keyId()).orElseThrow(NotificationController::unknown);
        return new Rotated(secret, Instant.now().plus(Channels.ROTATION));
    }

    @PostMapping("/{channel}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send a test; GET /api/notifications/deliveries says what became of it")
    Sent test(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @PathVariable String channel) {
        claim(caller, key, "test channel", channel);
        List<UUID> sent = outbox.test(caller.tenant(), channel);
        if (sent.isEmpty()) {
            throw channels.find(caller.tenant(), channel).isEmpty()
                    ? unknown()
                    : Problem.conflict(
                                    "nobody_told",
                                    "No approver of its groups signed in with an e-mail address within 30 days; name"
                                            + " recipients")
                            .toException();
        }
        return new Sent(sent);
    }

    @GetMapping("/" + DELIVERIES)
    @Operation(summary = "What became of each message, the newest first; ?status=dead for those given up")
    Deliveries.Page deliveries(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        Delivery.State state = Parameters.choice("status", status, Delivery.State.class);
        int most = Parameters.limit(limit);
        return Parameters.page(cursor, () -> deliveries.list(caller.tenant(), state, cursor, most));
    }

    private void claim(Caller caller, @Nullable String key, String purpose, String channel) {
        idempotency.claim(caller.tenant(), key, purpose, channel).ifPresent(claimed -> {
            if (claimed.repeated()) {
                throw Problem.conflict(
                                "done_before",
                                "This was done for this Idempotency-Key, and its answer is not kept; ask again with a new one")
                        .toException();
            }
        });
    }

    private static RuntimeException unknown() {
        return Problem.notFound("channel_not_found", "There is no such channel; GET /api/notifications lists them")
                .toException();
    }
}
