package dev.handrail.errand;

import dev.handrail.call.NextCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls an errand makes, as its tool plans them in the data of its result. */
public final class Steps {

    /** In the data of the result. */
    public static final String STEPS = "steps";

    private static final String RECORD_OF = "$recordOf";

    private Steps() {}

    /** In the place of an argument: the record that the step of this number, counted from 1, is about. */
    public static Map<String, Object> recordOf(int step) {
        return Map.of(RECORD_OF, step);
    }

    /** As the data of a result holds it. */
    public static List<Map<String, Object>> planned(List<NextCall> calls) {
        return calls.stream()
                .map(call -> Map.<String, Object>of("tool", call.tool(), "arguments", call.arguments()))
                .toList();
    }

    static List<NextCall> of(Map<String, Object> data) {
        List<NextCall> calls = new ArrayList<>();
        if (data.get(STEPS) instanceof List<?> steps) {
            for (Object each : steps) {
                Map<?, ?> step = (Map<?, ?>) each;
                Map<String, Object> arguments = new LinkedHashMap<>();
                if (step.get("arguments") instanceof Map<?, ?> given) {
                    given.forEach((name, value) -> arguments.put(String.valueOf(name), Objects.requireNonNull(value)));
                }
                calls.add(new NextCall(String.valueOf(step.get("tool")), arguments));
            }
        }
        return calls;
    }

    /** With the records of earlier steps in the places that ask for them. */
    static Map<String, Object> arguments(NextCall step, List<@Nullable String> records) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        step.arguments().forEach((name, value) -> {
            boolean reference = value instanceof Map<?, ?> map && map.get(RECORD_OF) instanceof Number;
            arguments.put(name, reference ? Objects.requireNonNull(record((Map<?, ?>) value, records)) : value);
        });
        return arguments;
    }

    private static @Nullable String record(Map<?, ?> reference, List<@Nullable String> records) {
        return reference.get(RECORD_OF) instanceof Number step ? records.get(step.intValue() - 1) : null;
    }
}
