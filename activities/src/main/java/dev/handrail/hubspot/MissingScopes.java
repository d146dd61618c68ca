package dev.handrail.hubspot;

import java.util.List;

/** What HubSpot says an app has to be granted for a call. */
final class MissingScopes extends RuntimeException {

    private final List<String> names;

    MissingScopes(List<String> names) {
        super(String.join(", ", names));
        this.names = List.copyOf(names);
    }

    List<String> names() {
        return names;
    }
}
