package dev.handrail.hubspot;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What goes to HubSpot and comes back, as JSON; members that are not needed are left out. */
final class Bodies {

    private Bodies() {}

    record Create(Map<String, String> properties, List<Association> associations) {}

    record Update(Map<String, String> properties) {}

    record Association(To to, List<AssociationSpec> types) {

        static Association of(String id, int type) {
            return new Association(new To(id), List.of(AssociationSpec.of(type)));
        }
    }

    record To(String id) {}

    record AssociationSpec(String associationCategory, int associationTypeId) {

        static AssociationSpec of(int type) {
            return new AssociationSpec("HUBSPOT_DEFINED", type);
        }
    }

    record BatchRead(List<String> properties, @Nullable String idProperty, List<To> inputs) {}

    record Inputs<T>(List<T> inputs) {}

    record Search(List<FilterGroup> filterGroups, List<Sort> sorts, List<String> properties, int limit) {}

    record FilterGroup(List<Filter> filters) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Filter(
            String propertyName,
            String operator,
            String value,
            @Nullable String highValue) {}

    record Sort(String propertyName, String direction) {}

    /** A record, or what is told of it after a write. */
    record Stored(
            String id,
            Map<String, @Nullable String> properties,
            @Nullable String createdAt,
            String updatedAt,
            @Nullable Map<String, Associated> associations) {

        Stored {
            Objects.requireNonNull(id);
            Objects.requireNonNull(updatedAt);
            properties = Collections.unmodifiableMap(new HashMap<>(properties));
        }

        String property(String name) {
            return Objects.requireNonNullElse(properties.get(name), "");
        }

        /** The primary company, else the first one. */
        Optional<String> company() {
            List<Associated.Link> companies = associated("companies");
            return companies.stream()
                    .filter(link -> Mapping.isPrimary(link.type()))
                    .findFirst()
                    .or(() -> companies.stream().findFirst())
                    .map(Associated.Link::id);
        }

        List<Associated.Link> associated(String type) {
            Associated found = associations == null ? null : associations.get(type);
            return found == null ? List.of() : found.results();
        }
    }

    record Associated(List<Link> results) {

        record Link(String id, @Nullable String type) {}
    }

    record Page(@Nullable List<Stored> results) {

        List<Stored> all() {
            return results == null ? List.of() : results;
        }
    }

    /** Associations of many records with one type. */
    record Links(@Nullable List<Linked> results) {

        record Linked(To from, List<End> to) {

            Optional<String> primary() {
                return to.stream()
                        .filter(end -> end.associationTypes().stream().anyMatch(type -> "Primary".equals(type.label())))
                        .findFirst()
                        .or(() -> to.stream().findFirst())
                        .map(End::toObjectId);
            }
        }

        record End(String toObjectId, List<Type> associationTypes) {}

        record Type(@Nullable String label) {}
    }

    record Owner(
            String id,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            boolean archived) {}

    record Owners(List<Owner> results, @Nullable Paging paging) {}

    record Paging(@Nullable Next next) {

        record Next(String after) {}
    }

    record Property(
            String name, @Nullable String type, @Nullable Boolean hasUniqueValue) {}

    record Properties(List<Property> results) {}

    record Group(String name, String label) {}

    record Groups(List<Group> results) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Definition(
            String name,
            String label,
            String description,
            String groupName,
            String type,
            String fieldType,
            boolean hasUniqueValue,
            @Nullable List<Option> options) {}

    record Option(String label, String value, int displayOrder, boolean hidden) {}

    /**
     * What HubSpot says of a call it refuses. Any part may be missing or of another shape than usual; its texts quote
     * values and never leave this package.
     */
    record Refusal(String text, String category, String policyName, List<Detail> details) {

        static Refusal of(JsonNode json) {
            return new Refusal(
                    json.path("message").asString(""),
                    json.path("category").asString(""),
                    json.path("policyName").asString(""),
                    json.path("errors").valueStream().map(Detail::of).toList());
        }

        record Detail(String code, JsonNode context) {

            static Detail of(JsonNode json) {
                return new Detail(json.path("code").asString(""), json.path("context"));
            }

            List<String> context(String name) {
                JsonNode values = context.path(name);
                return (values.isArray() ? values.valueStream() : Stream.of(values))
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString)
                        .toList();
            }
        }
    }
}
