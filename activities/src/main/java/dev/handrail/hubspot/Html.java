package dev.handrail.hubspot;

import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;

/** Bodies of tasks and notes are HTML in HubSpot and plain text here. Text of ours comes back as it was. */
final class Html {

    private static final Pattern LINE_END = Pattern.compile("(?i)<br\\s*/?>|</p>\\s*<p[^>]*>|</li>\\s*<li[^>]*>");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private Html() {}

    static String of(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br>");
    }

    static String text(String html) {
        String lines = LINE_END.matcher(html).replaceAll("\n");
        return StringEscapeUtils.unescapeHtml4(TAG.matcher(lines).replaceAll(""));
    }
}
