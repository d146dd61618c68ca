package dev.handrail.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one recipient.
 *
 * @param id the same on every attempt
 * @param recipient an e-mail address; empty for a Slack channel or a webhook
 * @param messages one, or those of a digest, the oldest first
 */
public record Delivery(
        String tenant,
        UUID id,
        String channel,
        String recipient,
        List<Message> messages,
        int attempts,
        Instant createdAt) {

    public Delivery {
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("A delivery has a message");
        }
    }

    Message message() {
        return messages.getFirst();
    }

    boolean isDigest() {
        return messages.size() > 1;
    }

    public enum State {
        DUE,
        DELIVERED,
        /** It went out with others, as one message. */
        DIGESTED,
        /** Given up; the audit has a row. */
        DEAD
    }

    /** How a delivery stands, without what it says. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Standing(
            UUID id,
            String channel,
            Event event,
            String about,
            String state,
            int attempts,
            @Nullable String problem,
            @Nullable UUID digest,
            Instant createdAt,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant finishedAt) {}
}
