package dev.handrail.bench;

import java.util.Arrays;
import java.util.Collection;

/** In milliseconds; NaN when nothing was measured. */
record Percentiles(double p50, double p95, double p99) {

    static Percentiles ofNanos(Collection<Long> nanos) {
        double[] sorted =
                nanos.stream().mapToDouble(each -> each / 1e6).sorted().toArray();
        return new Percentiles(at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99));
    }

    /** The smallest value that the given share of all values does not exceed (nearest rank). */
    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
