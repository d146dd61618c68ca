package dev.handrail.api.notification;

import dev.handrail.notification.Channel;
import dev.handrail.notification.Channel.Kind;
import dev.handrail.notification.Event;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code PUT /api/notifications/{channel}} takes.
 *
 * @param events all of authorizations when left out; none for callbacks only
 */
record ChannelRequest(
        String kind,
        @Nullable String address,
        @Nullable List<String> recipients,
        @Nullable Boolean people,
        @Nullable Set<String> groups,
        @Nullable Set<Event> events) {

    /** @throws IllegalArgumentException that says what it must be */
    Channel named(String name) {
        return new Channel(
                name,
                Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                address == null ? null : URI.create(address),
                recipients == null ? List.of() : recipients,
                Boolean.TRUE.equals(people),
                groups == null ? Set.of() : groups,
                events == null ? Event.OF_AUTHORIZATIONS : events);
    }
}
