package dev.handrail.simulator.hubspot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a search compares values: by their type, texts without regard to case. */
final class SearchValues {

    private SearchValues() {}

    /** Negative, zero or positive; a filter's value that is not of the property's type is refused. */
    static int compare(Property property, String stored, String wanted) {
        return switch (property.type()) {
            case "number" -> {
                var number = ValueFormats.number(wanted).orElseThrow(() -> notOfType(property, wanted));
                yield ValueFormats.number(stored).orElse(number).compareTo(number);
            }
            case "date", "datetime" -> {
                var time = ValueFormats.time(wanted).orElseThrow(() -> notOfType(property, wanted));
                yield ValueFormats.time(stored).orElse(time).compareTo(time);
            }
            case "enumeration" -> chosen(stored).contains(wanted) ? 0 : stored.compareTo(wanted);
            default -> stored.toLowerCase(Locale.ROOT).compareTo(wanted.toLowerCase(Locale.ROOT));
        };
    }

    /** HubSpot looks texts up in lower case, so that a wanted text with a capital letter is never found. */
    static boolean oneOf(Property property, String stored, List<String> wanted) {
        if (property.text()) return wanted.contains(stored.toLowerCase(Locale.ROOT));
        return wanted.stream().anyMatch(each -> compare(property, stored, each) == 0);
    }

    /** For sorting: records without a value come first. */
    static int order(Property property, String left, String right) {
        if (left.isEmpty() || right.isEmpty()) return Boolean.compare(!left.isEmpty(), !right.isEmpty());
        return compare(property, left, right);
    }

    private static List<String> chosen(String stored) {
        return Arrays.asList(stored.split(";"));
    }

    private static HubSpotError notOfType(Property property, String value) {
        return HubSpotError.invalid("There was a problem with the request.")
                .detail(Json.object()
                        .put("message", value + " is not a valid " + property.type() + " for " + property.name())
                        .put("code", "INVALID_FILTER_VALUE"));
    }
}
