package dev.handrail.notification;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a Slack-compatible webhook takes. Everything that others wrote is plain text, in which Slack looks for no links,
 * mentions or formats; the only marked-up piece is our own link.
 */
record Slack(Wording wording) {

    private static final int LONGEST = 2_900;

    String body(Delivery delivery, Instant now) {
        String subject = escaped(wording.subject(delivery));
        String link = wording.link(delivery);
        String lines = shortened(escaped(String.join("\n", wording.lines(delivery, now))));
        Map<String, Object> open = link.startsWith("http")
                ? Map.of("type", "mrkdwn", "text", "<%s|Open it>; opening decides nothing".formatted(link))
                : plain("Open %s; opening decides nothing".formatted(link));
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "text",
                        subject,
                        "mrkdwn",
                        false,
                        "unfurl_links",
                        false,
                        "blocks",
                        List.of(section(plain(subject)), section(plain(lines)), section(open))));
    }

    private static Map<String, Object> section(Map<String, Object> text) {
        return Map.of("type", "section", "text", text);
    }

    private static Map<String, Object> plain(String text) {
        return Map.of("type", "plain_text", "text", text, "emoji", false);
    }

    /** The three characters that Slack reads as its own. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST).replaceAll("&[a-z]{0,3}$", "") + "…";
    }
}
