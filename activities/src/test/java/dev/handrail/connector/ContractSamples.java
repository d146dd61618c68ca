package dev.handrail.connector;

import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CAMPAIGN;
import static dev.handrail.connector.RecordType.CONTACT;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.NOTE;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static dev.handrail.connector.RecordType.TASK;
import static dev.handrail.connector.RecordType.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.connector.CrmFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Values and assertions the contracts share. */
public final class ContractSamples {

    static final int AT_ONCE = 50;

    private ContractSamples() {}

    public static String key() {
        return UUID.randomUUID().toString();
    }

    /** The fewest fields a record can have. */
    static Map<String, Object> least(RecordType type) {
        return switch (type) {
            case LEAD, CONTACT -> Map.of("email", "least@example.com", "lastName", "Least");
            case ACCOUNT, OPPORTUNITY, CAMPAIGN, USER -> Map.of("name", "Least");
            case TASK -> Map.of("subject", "Least");
            case NOTE -> Map.of("text", "Least");
            default -> throw new IllegalArgumentException("Only Office keeps a " + type);
        };
    }

    static List<String> settable(RecordType type) {
        return Fields.of(type).stream()
                .filter(field -> !field.startsWith("converted"))
                .toList();
    }

    static Map<String, Object> person() {
        return Map.of(
                "email", "dana.reyes@mmm.example.com",
                "firstName", "Dana",
                "lastName", "Reyes",
                "title", "Director of Procurement",
                "phone", "+1 651 555 0134",
                "source", "Handrail");
    }

    static Map<String, Object> firmographics() {
        return Map.of(
                "industry",
                "Industrial Conglomerates",
                "founded",
                1902,
                "headquarters",
                "Saint Paul, Minnesota",
                "employees",
                61_500,
                "annualRevenue",
                24_600_000_000.25);
    }

    /** Numbers as plain decimals, for two values are the same whatever Java calls them. */
    static Map<String, Object> plain(Map<String, Object> fields) {
        Map<String, Object> plain = new LinkedHashMap<>(fields);
        plain.replaceAll((_, value) -> value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : value);
        return plain;
    }

    static Map<String, @Nullable Object> nullable(Map<String, Object> fields, String... empty) {
        Map<String, @Nullable Object> nullable = new LinkedHashMap<>(fields);
        for (String field : empty) {
            nullable.put(field, null);
        }
        return Collections.unmodifiableMap(nullable);
    }

    static List<String> naughtyStrings() throws IOException {
        try (InputStream json = ContractSamples.class.getResourceAsStream("/blns.json")) {
            return JsonMapper.shared()
                    .readValue(
                            json,
                            JsonMapper.shared().getTypeFactory().constructCollectionType(List.class, String.class));
        }
    }

    static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Kind kind, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    /** Runs the work on fifty threads; the answers come in the order of their numbers. */
    public static <T> List<T> atOnce(IntFunction<Callable<T>> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> result :
                    threads.invokeAll(IntStream.range(0, AT_ONCE).mapToObj(work).toList())) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
