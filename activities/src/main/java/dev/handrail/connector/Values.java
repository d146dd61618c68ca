package dev.handrail.connector;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares values as JSON does: a number is a number, whatever class carries it. */
public final class Values {

    private Values() {}

    /** Whether each of the wanted values is there; null for one that is not. */
    public static boolean holds(Map<String, ?> values, Map<String, ? extends @Nullable Object> wanted) {
        return wanted.entrySet().stream().allMatch(entry -> same(values.get(entry.getKey()), entry.getValue()));
    }

    public static boolean same(@Nullable Object one, @Nullable Object other) {
        return one instanceof Number number && other instanceof Number otherNumber
                ? Double.compare(number.doubleValue(), otherNumber.doubleValue()) == 0
                : Objects.equals(one, other);
    }
}
