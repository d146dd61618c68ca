package dev.handrail.domain;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.call.Refusal;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The services of a ticket, at the prices of the day they were booked. */
record Lines(List<Map<String, Object>> lines, long minutes) {

    /** What an action takes for one service. */
    record Ordered(
            @JsonPropertyDescription("Service to book") @Pattern(regexp = Ids.ID)
            String serviceId,

            @JsonPropertyDescription("How many; 1 when left out") @Min(1) @Max(1000) @Nullable
            Integer quantity,

            @JsonPropertyDescription("Words for the invoice; the service's name when left out")
            @Size(min = 1, max = 200)
            @Nullable
            String description) {}

    static Lines of(@Nullable List<Ordered> ordered, ActionScope scope) {
        List<Ordered> services = ordered == null ? List.of() : ordered;
        long minutes = 0;
        List<Map<String, Object>> lines = new java.util.ArrayList<>();
        for (Ordered one : services) {
            CrmRecord service = scope.current(RecordType.SERVICE, one.serviceId(), "serviceId");
            if (!Boolean.TRUE.equals(service.field("active"))) {
                throw new ActionRefused(
                        Refusal.RULE_VIOLATED,
                        "The service %s is archived; restore it or book another one"
                                .formatted(service.text("name").orElse("")));
            }
            long quantity = one.quantity() == null ? 1 : one.quantity();
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("serviceId", service.id());
            line.put(
                    "description",
                    one.description() == null ? service.text("name").orElse("") : one.description());
            line.put("quantity", quantity);
            line.put("unitPrice", number(service.field("price")));
            lines.add(line);
            minutes += quantity * number(service.field("minutes"));
        }
        return new Lines(List.copyOf(lines), minutes);
    }

    /** In minor units. */
    static long total(@Nullable Object lines) {
        long total = 0;
        if (lines instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> line) {
                    total = Math.addExact(
                            total, Math.multiplyExact(number(line.get("quantity")), number(line.get("unitPrice"))));
                }
            }
        }
        return total;
    }

    static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
