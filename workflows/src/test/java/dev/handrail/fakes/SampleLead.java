package dev.handrail.fakes;

import dev.handrail.call.Digest;
import dev.handrail.lead.GroundedLead;
import dev.handrail.lead.LeadSubmission;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The lead of {@code grounded-lead.json}, and variations of it. */
public final class SampleLead {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int FIRMOGRAPHIC = 0;
    private static final int SCORE = 2;

    private final ObjectNode tree = (ObjectNode) JSON.readTree(Resources.text("/grounded-lead.json"));

    /** @param pointer such as {@code /analysis/decision} */
    public SampleLead with(String pointer, Object value) {
        JsonPointer where = JsonPointer.compile(pointer);
        JsonNode parent = tree.at(where.head());
        JsonNode node = JSON.valueToTree(value);
        if (parent instanceof ArrayNode array) {
            array.set(where.last().getMatchingIndex(), node);
        } else {
            ((ObjectNode) parent).set(where.last().getMatchingProperty(), node);
        }
        return this;
    }

    public SampleLead without(String pointer) {
        JsonPointer where = JsonPointer.compile(pointer);
        ((ObjectNode) tree.at(where.head())).remove(where.last().getMatchingProperty());
        return this;
    }

    public SampleLead whoseIndustryIsMadeUp() {
        return with("/analysis/evidence/%d/value".formatted(FIRMOGRAPHIC), "Bakeries");
    }

    public SampleLead whoseScoreIsMadeUp() {
        return with("/analysis/evidence/%d/source".formatted(SCORE), "AI");
    }

    public GroundedLead lead() {
        return JSON.treeToValue(tree, GroundedLead.class);
    }

    public LeadSubmission submission() {
        GroundedLead lead = lead();
        return new LeadSubmission("default", "pipeline-1", Digest.of(lead), lead);
    }
}
