package dev.handrail.simulator.salesforce.rest;

import dev.handrail.simulator.http.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates in headers, which are to the second. */
final class HttpDates {

    /** Any zone's name is understood, not only GMT. */
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss z", Locale.US);

    private HttpDates() {}

    /** What cannot be read is ignored, as HTTP demands. */
    static Optional<Instant> read(Request request, String header) {
        return request.header(header).flatMap(text -> {
            try {
                return Optional.of(ZonedDateTime.parse(text, FORM).toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    /** Whether the client knows what was last changed at this moment. */
    static boolean unchanged(Request request, Instant changed) {
        return read(request, "If-Modified-Since")
                .filter(known -> !changed.isAfter(known))
                .isPresent();
    }

    static String written(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atZone(ZoneOffset.UTC));
    }
}
