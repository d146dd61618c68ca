package dev.handrail.wording;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of fields and arguments as a person writes them. */
final class Values {

    private static final Map<String, String> LABELS = Map.of(
            "aiFitScore", "Fit score",
            "aiIntent", "Intent",
            "accountId", "Account",
            "ownerId", "Owner",
            "campaignId", "Campaign",
            "relatedToId", "About",
            "leadId", "Lead",
            "email", "E-mail");

    private Values() {}

    /** {@code closeDate} is "Close date". */
    static String label(String field) {
        String known = LABELS.get(field);
        if (known != null) {
            return known;
        }
        String words = field.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Whole, whatever its length: it is what somebody approves. */
    static String shown(String field, Object value) {
        return switch (value) {
            case Number number when isYear(field) -> String.valueOf(number.longValue());
            case Number number -> number(number);
            case Boolean flag -> flag ? "yes" : "no";
            case Collection<?> many ->
                many.stream().map(one -> shown(field, one)).collect(Collectors.joining(", "));
            default -> Visible.text(choice(field, String.valueOf(value)));
        };
    }

    static String number(Number number) {
        DecimalFormat format = new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(new BigDecimal(number.toString()));
    }

    /** {@code HIGH_FIT} is "high fit". */
    private static String choice(String field, String value) {
        return field.equals("aiIntent") || field.equals("intent")
                ? value.replace('_', ' ').toLowerCase(Locale.ROOT)
                : value;
    }

    private static boolean isYear(String field) {
        return field.equals("founded");
    }
}
