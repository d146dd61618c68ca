package dev.handrail.safety;

import dev.handrail.lead.GroundedLead;
import dev.handrail.lead.GroundedLead.Analysis;
import dev.handrail.lead.GroundedLead.Enrichment;
import dev.handrail.lead.GroundedLead.Evidence;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds attacks and leaks in what is about to be written into a CRM. It has no state, no clock and no I/O, so workflow
 * code may call it. A violation names the field, the kind of attack and what to do, never the value.
 */
public final class SafetyGuard {

    private static final int LONGEST_ADDRESS = 254;
    private static final Pattern EMAIL = Pattern.compile("[\\p{L}\\p{M}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?\\.){1,10}"
            + "(?=[^@]{0,63}\\p{L})[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])");

    private SafetyGuard() {}

    /** Empty when the lead may pass. */
    public static List<String> violations(GroundedLead lead) {
        Inspection inspection = new Inspection();
        inspection.addAll(emailViolations(lead.email()));
        inspection.text("leadId", lead.leadId());
        inspection.text("campaignId", lead.campaignId());
        inspection.text("email", lead.email());
        inspection.text("firstName", lead.firstName());
        inspection.text("lastName", lead.lastName());
        inspection.text("title", lead.title());
        inspection.text("phone", lead.phone());
        inspection.text("company", lead.company());
        inspection.text("website", lead.website());
        analysis(lead.analysis(), inspection);
        enrichment(lead.enrichment(), inspection);
        return inspection.violations();
    }

    /** Empty when the arguments of a tool call may pass; looks at values and keys, however deep. */
    public static List<String> violations(Map<String, Object> arguments) {
        Inspection inspection = new Inspection();
        inspection.value("", arguments);
        return inspection.violations();
    }

    private static List<String> emailViolations(@Nullable String email) {
        if (email == null || email.isBlank()) {
            return List.of("email is required for any CRM operation; send the address of the person");
        }
        return email.length() <= LONGEST_ADDRESS && EMAIL.matcher(email).matches()
                ? List.of()
                : List.of("email is not an e-mail address; send one such as name@company.com");
    }

    private static void analysis(@Nullable Analysis analysis, Inspection inspection) {
        if (analysis == null) {
            return;
        }
        inspection.text("analysis.reasoning", analysis.reasoning());
        for (int i = 0; i < analysis.groundingErrors().size(); i++) {
            inspection.text(
                    "analysis.groundingErrors[%d]".formatted(i),
                    analysis.groundingErrors().get(i));
        }
        for (int i = 0; i < analysis.evidence().size(); i++) {
            Evidence evidence = analysis.evidence().get(i);
            String path = "analysis.evidence[%d].".formatted(i);
            inspection.text(path + "claim", evidence.claim());
            inspection.key(path + "fieldPath", evidence.fieldPath());
            inspection.value(path + "value", evidence.value());
        }
    }

    private static void enrichment(@Nullable Enrichment enrichment, Inspection inspection) {
        if (enrichment == null) {
            return;
        }
        inspection.text("enrichment.company", enrichment.company());
        inspection.text("enrichment.industry", enrichment.industry());
        inspection.text("enrichment.headquarters", enrichment.headquarters());
    }
}
