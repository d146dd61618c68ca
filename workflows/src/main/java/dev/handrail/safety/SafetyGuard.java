package dev.handrail.safety;

import dev.handrail.lead.GroundedLead;
import java.util.List;
import java.util.Map;

public final class SafetyGuard {

    private SafetyGuard() {}

    public static List<String> violations(GroundedLead lead) {
        return List.of();
    }

    public static List<String> violations(Map<String, Object> arguments) {
        return List.of();
    }
}
