package dev.handrail.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What mail and chat say to people, in plain text that is not escaped yet. */
final class Wording {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final NotificationSettings settings;

    Wording(NotificationSettings settings) {
        this.settings = settings;
    }

    /** One line of a tool's name and an id: nothing in it is anybody's text. */
    String subject(Delivery delivery) {
        Message message = delivery.message();
        if (delivery.isDigest()) {
            return "[Handrail] %d messages about authorizations"
                    .formatted(delivery.messages().size());
        }
        return message.event() == Event.TEST
                ? "[Handrail] Test"
                : "[Handrail] %s %s (%s)".formatted(message.tool(), happened(message), message.about());
    }

    private static String happened(Message message) {
        return switch (message.event()) {
            case OPENED -> "waits for a decision";
            case REMINDER -> "still waits for a decision";
            case ESCALATED -> "was escalated and waits for a decision";
            case DECIDED ->
                switch (String.valueOf(message.outcome())) {
                    case "authorized" -> "was allowed";
                    case "denied" -> "was denied";
                    default -> "was changed and is asked again";
                };
            case EXPIRED -> "expired";
            case WITHDRAWN -> "was withdrawn";
            case CALL_ENDED -> "ended";
            case TEST -> "is a test";
        };
    }

    /** The facts, a line each. */
    List<String> lines(Delivery delivery, Instant now) {
        return delivery.isDigest() ? digest(delivery.messages(), now) : facts(delivery.message(), now);
    }

    private static List<String> facts(Message message, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(message.summary());
        add(lines, "Stopped because: ", message.why());
        add(lines, "Asked by: ", message.asker());
        add(lines, "Their reasoning (not checked): ", message.reasoning());
        if (message.waitsUntil() != null) {
            lines.add("Time left: %s, until %s"
                    .formatted(left(now, message.waitsUntil()), TIME.format(message.waitsUntil())));
        }
        add(lines, "Outcome: ", message.outcome());
        add(lines, "Note: ", message.said());
        return lines;
    }

    private static List<String> digest(List<Message> messages, Instant now) {
        List<Message> waiting = messages.stream()
                .filter(message -> message.waitsUntil() != null)
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("%d messages came at once; %d of them are about what waits for a decision."
                .formatted(messages.size(), waiting.size()));
        Message oldest = waiting.isEmpty() ? messages.getFirst() : waiting.getFirst();
        lines.add("The oldest, of %s: %s %s (%s)"
                .formatted(TIME.format(oldest.at()), oldest.tool(), happened(oldest), oldest.about()));
        lines.addAll(facts(oldest, now));
        return lines;
    }

    private static void add(List<String> lines, String label, @Nullable String text) {
        if (text != null) {
            lines.add(label + text);
        }
    }

    private static String left(Instant now, Instant end) {
        Duration left = Duration.between(now, end);
        if (left.isNegative() || left.toMinutes() == 0) {
            return "less than a minute";
        }
        return left.toHours() >= 48
                ? "%d days".formatted(left.toDays())
                : left.toHours() > 0
                        ? "%d h %d min".formatted(left.toHours(), left.toMinutesPart())
                        : "%d min".formatted(left.toMinutes());
    }

    /** Only shows: deciding takes a sign-in and a press of a button there. */
    String link(Delivery delivery) {
        String id = delivery.message().authorizationId();
        return settings.link(delivery.isDigest() || id == null ? "/authorizations" : "/authorizations/" + id);
    }
}
