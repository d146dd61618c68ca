package dev.handrail.door;

import dev.handrail.call.Digest;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.Connector;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Scope;
import dev.handrail.lead.PlanProposal;
import dev.handrail.lead.PlannedAction;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.LeadPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plan as it stands in the request for its authorization.
 *
 * @param decision of the analysis
 */
record ApprovedPlan(String tenant, String workflowId, String leadId, String decision, List<PlannedAction> steps) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static ApprovedPlan of(PlanProposal proposal, List<PlannedAction> steps) {
        return new ApprovedPlan(
                proposal.tenant(),
                proposal.workflowId(),
                proposal.leadId(),
                proposal.decision().name(),
                steps);
    }

    /** The plan that these arguments of a request say. */
    static ApprovedPlan read(String tenant, String workflowId, Map<String, Object> arguments) {
        return new ApprovedPlan(
                tenant,
                workflowId,
                String.valueOf(arguments.get("leadId")),
                String.valueOf(arguments.get("decision")),
                List.of(JSON.convertValue(arguments.get("steps"), PlannedAction[].class)));
    }

    Map<String, Object> asArguments() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("leadId", leadId);
        arguments.put("decision", decision);
        arguments.put("steps", JSON.convertValue(steps, List.class));
        return arguments;
    }

    /** In the place of a call's id. */
    static String callId(String workflowId) {
        return workflowId + "/plan";
    }

    /** SHA-256 of what is approved: each step's tool and arguments. */
    String digest() {
        return Digest.of(steps.stream()
                .map(step -> List.of(step.step(), step.tool(), step.arguments()))
                .toList());
    }

    /**
     * What it is for: whoever computes the same id asks for the same.
     *
     * @param version of the lead's record in the CRM; null when there is none yet
     */
    String id(Catalog catalog, String policyHash, @Nullable String version) {
        Map<String, Object> binding = new LinkedHashMap<>();
        binding.put("tenant", tenant);
        binding.put("call", callId(workflowId));
        binding.put("tool", LeadPlan.TOOL.name());
        binding.put(
                "schemas",
                steps.stream()
                        .map(step -> Digest.of(catalog.tool(step.tool()).inputSchema()))
                        .toList());
        binding.put("arguments", digest());
        binding.put("policy", policyHash);
        if (version != null) {
            binding.put("version", version);
        }
        return "auth-" + Digest.of(binding).substring(0, 24);
    }

    /**
     * Whether this very call is one of its steps.
     *
     * @param recordMadeBy the record that a step, counted from 1, made or found; null when it did neither
     */
    boolean contains(ToolCall call, IntFunction<@Nullable String> recordMadeBy) {
        return steps.stream()
                .filter(step -> call.id().equals(workflowId + "/" + (step.step() - 1)))
                .filter(step -> step.tool().equals(call.tool()))
                .anyMatch(step ->
                        Digest.of(resolved(step.arguments(), recordMadeBy)).equals(call.argumentsDigest()));
    }

    private static Map<String, Object> resolved(
            Map<String, Object> arguments, IntFunction<@Nullable String> recordMadeBy) {
        Map<String, Object> resolved = new LinkedHashMap<>(arguments);
        resolved.replaceAll((name, value) -> {
            int step = PlanProposal.stepOf(value);
            String record = step == 0 ? null : recordMadeBy.apply(step);
            return record == null ? value : record;
        });
        return resolved;
    }

    static boolean changesTheLeadOfItsAddress(ToolCall call) {
        return call.tool().equals("upsert_lead") && call.arguments().get("email") instanceof String;
    }

    /** The record that has the address of the call, and that the call would change. */
    static Optional<CrmRecord> leadOf(ToolCall call, Connector crm, Scope scope) {
        return crm
                .find(
                        scope,
                        RecordType.LEAD,
                        "email",
                        String.valueOf(call.arguments().get("email")),
                        10)
                .stream()
                .filter(lead -> crm.keepsAddressesUnique() || lead.field("convertedContactId") == null)
                .findFirst();
    }
}
