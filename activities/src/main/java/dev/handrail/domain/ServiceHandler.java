package dev.handrail.domain;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.handrail.action.ActionScope;
import dev.handrail.action.Effected;
import dev.handrail.connector.RecordType;
import dev.handrail.tool.Category;
import dev.handrail.tool.Effect;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Undo;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the business does for its customers, how long it takes and what it costs. */
final class ServiceHandler implements DomainHandler {

    @Override
    public Category domain() {
        return Category.SERVICE;
    }

    record Offered(
            @JsonPropertyDescription("Name; there is one service of a name") @Size(min = 1, max = 120)
            String name,

            @JsonPropertyDescription("What it is") @Size(min = 1, max = 2000) @Nullable
            String description,

            @JsonPropertyDescription("How long one takes") @Min(5) @Max(1440)
            int minutes,

            @JsonPropertyDescription("Price of one in minor units, such as cents") @Min(0) @Max(100_000_000_000L)
            long price) {}

    @DomainAction(
            title = "Create service",
            value = "Adds a service that tickets can book.",
            effect = Effect.APPEND,
            undo = Undo.COMPENSATABLE)
    Effected create(Offered offered, ActionScope scope) {
        return Effected.by(scope.create(RecordType.SERVICE, Given.of(offered)));
    }

    record OfferChanged(
            @JsonPropertyDescription("Service to change") @Pattern(regexp = Ids.ID)
            String serviceId,

            @JsonPropertyDescription("Name") @Size(min = 1, max = 120) @Nullable
            String name,

            @JsonPropertyDescription("What it is") @Size(max = 2000) @Nullable
            String description,

            @JsonPropertyDescription("How long one takes") @Min(5) @Max(1440) @Nullable
            Integer minutes,

            @JsonPropertyDescription("Price of one in minor units; tickets that are booked keep theirs")
            @Min(0)
            @Max(100_000_000_000L)
            @Nullable
            Long price) {}

    @DomainAction(
            title = "Update service",
            value = "Changes a service; tickets that are booked keep the price they were booked at.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE)
    Effected update(OfferChanged offered, ActionScope scope) {
        return Effected.by(scope.update(RecordType.SERVICE, offered.serviceId(), Given.of(offered, "serviceId")));
    }

    record Which(
            @JsonPropertyDescription("Service it is about") @Pattern(regexp = Ids.ID)
            String serviceId) {}

    @DomainAction(
            title = "Archive service",
            value = "Takes a service out of what can be booked.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE,
            permission = Permission.SOFT_LIMIT)
    Effected archive(Which which, ActionScope scope) {
        return Effected.by(scope.update(RecordType.SERVICE, which.serviceId(), Map.of("active", false)));
    }

    @DomainAction(
            title = "Restore service",
            value = "Offers an archived service again.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE)
    Effected restore(Which which, ActionScope scope) {
        return Effected.by(scope.update(RecordType.SERVICE, which.serviceId(), Map.of("active", true)));
    }
}
