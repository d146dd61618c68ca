package dev.handrail.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A figure over several phases. */
record Spread(double median, double least, double most) {

    static Spread of(List<Double> values) {
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        return new Spread(
                Percentiles.median(all),
                Arrays.stream(all).min().orElseThrow(),
                Arrays.stream(all).max().orElseThrow());
    }

    String text() {
        return "%s (%s–%s)".formatted(number(median), number(least), number(most));
    }

    /** Three digits, as far as they mean anything. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
