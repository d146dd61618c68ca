package dev.handrail.api;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the front behaves.
 *
 * @param maxBody largest lead, line or tool call; bodies of many lines may be longer
 * @param answerWithin how long a tool call waits for its result before it answers {@code running}
 * @param longestWait most that {@code ?wait=} may ask for
 * @param linesAtOnce leads of one {@code application/jsonl} body that are taken in at the same time
 * @param linePatience how long each of them waits for a server that is busy or away
 * @param temporalUiOrigins addresses of Temporal Web UIs that may use the codec endpoint
 * @param mcpHosts values of Host that {@code /mcp} answers to, beside any loopback address; {@code *} for all
 * @param mcpOrigins values of Origin that browsers may call {@code /mcp} from
 */
@ConfigurationProperties("handrail.api")
public record ApiProperties(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("5s") Duration answerWithin,
        @DefaultValue("30s") Duration longestWait,
        @DefaultValue("16") int linesAtOnce,
        @DefaultValue("60s") Duration linePatience,
        @DefaultValue List<String> temporalUiOrigins,
        @DefaultValue List<String> mcpHosts,
        @DefaultValue List<String> mcpOrigins) {

    private static final DataSize SMALLEST_BODY = DataSize.ofKilobytes(4);
    private static final DataSize LARGEST_BODY = DataSize.ofMegabytes(1);

    public ApiProperties {
        require(
                maxBody.compareTo(SMALLEST_BODY) >= 0 && maxBody.compareTo(LARGEST_BODY) <= 0,
                "handrail.api.max-body is 4KB to 1MB; Temporal takes payloads up to 2 MB");
        require(
                answerWithin.isPositive() && answerWithin.compareTo(longestWait) <= 0,
                "handrail.api.answer-within is more than 0 and at most longest-wait");
        require(
                longestWait.compareTo(Duration.ofMinutes(1)) <= 0,
                "handrail.api.longest-wait is at most 1m, what proxies let a request last");
        require(!linePatience.isNegative(), "handrail.api.line-patience is not negative");
        require(linesAtOnce >= 1 && linesAtOnce <= 1_000, "handrail.api.lines-at-once is 1 to 1000");
        temporalUiOrigins = List.copyOf(temporalUiOrigins);
        mcpHosts = List.copyOf(mcpHosts);
        mcpOrigins = List.copyOf(mcpOrigins);
    }

    public int maxBodyBytes() {
        return Math.toIntExact(maxBody.toBytes());
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
