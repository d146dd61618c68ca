package dev.handrail.simulator.hubspot;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why a property cannot have a value.
 *
 * @param code HubSpot's word for it, such as {@code INVALID_OPTION}
 */
record ValueProblem(String property, String code, String message) {

    static ValueProblem notAnOption(String property, String value, List<String> options) {
        return new ValueProblem(
                property,
                "INVALID_OPTION",
                value + " was not one of the allowed options: " + String.join(", ", options));
    }

    /** All problems of a write at once, as HubSpot reports them. */
    static HubSpotError refusal(List<ValueProblem> problems) {
        var inMessage = problems.stream()
                .map(problem -> Json.object()
                        .put("isValid", false)
                        .put("message", problem.message)
                        .put("error", problem.code)
                        .put("name", problem.property)
                        .put("localizedErrorMessage", problem.message)
                        .put("portalId", Portal.ID))
                .toList();
        HubSpotError refusal = HubSpotError.invalid("Property values were not valid: " + Json.array(inMessage));
        for (ValueProblem problem : problems) refusal.detail(problem.detail());
        return refusal;
    }

    private ObjectNode detail() {
        ObjectNode detail = Json.object().put("message", message).put("code", code);
        detail.withObjectProperty("context").set("propertyName", Json.strings(List.of(property)));
        return detail;
    }
}
