package dev.handrail.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.Leads;
import dev.handrail.lead.GroundedLead;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RequestBodiesTest {

    @Test
    void readsALead() {
        GroundedLead lead = RequestBodies.read(Leads.lead("L-1").getBytes(StandardCharsets.UTF_8), GroundedLead.class);

        assertThat(lead.leadId()).isEqualTo("L-1");
        assertThat(lead.analysis().evidence()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"O'Brien", "AT&T", "Drop Table Ltd", "名前", "😀", "Zoë", "a\\tb", "<b>"})
    void takesNamesOfAllPeople(String name) {
        String body = Leads.lead("L-1").replace("3M", name);

        assertThat(RequestBodies.read(body.getBytes(StandardCharsets.UTF_8), GroundedLead.class)
                        .company())
                .isNotEmpty();
    }

    @Test
    void hasASchemaThatKnowsEveryFieldOfALeadAndNoOther() {
        assertSame(GroundedLead.class, RequestBodies.schemas().get("GroundedLead"));
    }

    private static void assertSame(Class<?> type, JsonNode schema) {
        List<String> names = List.of(type.getRecordComponents()).stream()
                .map(RecordComponent::getName)
                .toList();
        assertThat(schema.path("properties").propertyNames())
                .as(type.getSimpleName())
                .containsExactlyInAnyOrderElementsOf(names);
        for (RecordComponent component : type.getRecordComponents()) {
            JsonNode property = schema.path("properties").path(component.getName());
            Class<?> nested = nested(component.getGenericType());
            if (nested.isRecord()) {
                assertSame(nested, property.has("items") ? property.path("items") : property);
            } else if (nested.isEnum()) {
                assertThat(property.path("enum")
                                .valueStream()
                                .filter(JsonNode::isString)
                                .map(JsonNode::asString))
                        .containsExactlyElementsOf(List.of(nested.getEnumConstants()).stream()
                                .map(value ->
                                        JsonMapper.shared().valueToTree(value).asString())
                                .toList());
            }
        }
    }

    private static Class<?> nested(Type type) {
        return type instanceof ParameterizedType list ? (Class<?>) list.getActualTypeArguments()[0] : (Class<?>) type;
    }
}
