package dev.handrail.hubspot;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one HubSpot account is reached and what it calls things.
 *
 * @param url of the API, without a slash at the end
 * @param connectTimeout until a connection stands
 * @param readTimeout from sending to the whole answer
 * @param zone the account's time zone; days begin in it, and due dates are noon in it
 * @param pipeline id of the deal pipeline that new opportunities go to
 * @param stages ids of that pipeline's stages by Handrail's stage; a stage left out cannot be set
 * @param portal number of the account, for links to its pages; null for no links
 */
public record HubSpotSettings(
        URI url,
        Duration connectTimeout,
        Duration readTimeout,
        ZoneId zone,
        String pipeline,
        Map<String, String> stages,
        @Nullable String portal) {

    public static final URI HUBSPOT = URI.create("https://api.hubapi.com");

    /** Stages of the pipeline every new account has. */
    private static final Map<String, String> STAGES = new LinkedHashMap<>();

    static {
        STAGES.put("Prospecting", "appointmentscheduled");
        STAGES.put("Qualification", "qualifiedtobuy");
        STAGES.put("Needs Analysis", "presentationscheduled");
        STAGES.put("Value Proposition", "decisionmakerboughtin");
        STAGES.put("Closed Won", "closedwon");
        STAGES.put("Closed Lost", "closedlost");
    }

    public HubSpotSettings {
        stages = new LinkedHashMap<>(stages);
        if (connectTimeout.isNegative()
                || connectTimeout.isZero()
                || readTimeout.isNegative()
                || readTimeout.isZero()) {
            throw new IllegalArgumentException("Time-outs of HubSpot must be longer than 0");
        }
    }

    /** Five seconds to connect, twenty to answer: below the thirty a tool call may take. */
    public static HubSpotSettings of(URI url) {
        return new HubSpotSettings(
                url, Duration.ofSeconds(5), Duration.ofSeconds(20), ZoneOffset.UTC, "default", STAGES, null);
    }

    public HubSpotSettings withReadTimeout(Duration timeout) {
        return new HubSpotSettings(url, connectTimeout, timeout, zone, pipeline, stages, portal);
    }

    public HubSpotSettings inZone(ZoneId accounts) {
        return new HubSpotSettings(url, connectTimeout, readTimeout, accounts, pipeline, stages, portal);
    }

    public HubSpotSettings withPipeline(String id, Map<String, String> itsStages) {
        return new HubSpotSettings(url, connectTimeout, readTimeout, zone, id, itsStages, portal);
    }

    public HubSpotSettings ofPortal(String number) {
        return new HubSpotSettings(url, connectTimeout, readTimeout, zone, pipeline, stages, number);
    }
}
