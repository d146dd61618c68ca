package dev.handrail.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lead with the analysis an AI made of it and the enrichment that analysis rests on: what {@code POST /api/leads}
 * takes. Contents are checked in the workflow ({@link Grounding}, {@code SafetyGuard}), not here.
 *
 * @param leadId the sender's id, {@code [A-Za-z0-9._:-]}, at most 100 characters; unique in the tenant
 * @param approval what is to be approved first; null to ask about single steps, where policy wants it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroundedLead(
        String leadId,
        @Nullable String campaignId,
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String title,
        @Nullable String phone,
        @Nullable String company,
        @Nullable String website,
        Analysis analysis,
        @Nullable Enrichment enrichment,
        @Nullable Approval approval) {

    public GroundedLead(
            String leadId,
            @Nullable String campaignId,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String title,
            @Nullable String phone,
            @Nullable String company,
            @Nullable String website,
            Analysis analysis,
            @Nullable Enrichment enrichment) {
        this(
                leadId,
                campaignId,
                email,
                firstName,
                lastName,
                title,
                phone,
                company,
                website,
                analysis,
                enrichment,
                null);
    }

    /** What a person approves before anything is written. */
    public enum Approval {
        /** All steps at once. */
        @JsonProperty("plan")
        PLAN
    }

    public enum Decision {
        ROUTE_TO_SDR,
        NURTURE,
        IGNORE
    }

    public enum Intent {
        HIGH_FIT,
        MEDIUM_FIT,
        LOW_FIT,
        MANUAL_REVIEW
    }

    public enum GroundingStatus {
        VALID,
        DOWNGRADED,
        REJECTED
    }

    public enum ClaimType {
        FIRMOGRAPHIC,
        BEHAVIOR,
        SCORE
    }

    public enum Source {
        ENRICHMENT,
        MARKETO,
        PRODUCT,
        AI
    }

    /**
     * @param fitScore 0 to 100
     * @param confidence 0 to 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Analysis(
            Decision decision,
            Intent intent,
            int fitScore,
            @Nullable Double confidence,
            @Nullable String reasoning,
            GroundingStatus groundingStatus,
            List<String> groundingErrors,
            List<Evidence> evidence) {

        public Analysis {
            groundingErrors = groundingErrors == null ? List.of() : List.copyOf(groundingErrors);
            evidence = evidence == null ? List.of() : List.copyOf(evidence);
        }
    }

    /**
     * @param fieldPath what the claim is about, such as {@code enrichment.industry}
     * @param value text, number or boolean
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Evidence(
            @Nullable String claim,
            ClaimType claimType,
            Source source,
            String fieldPath,
            @Nullable Object value) {}

    /**
     * @param annualRevenue in US dollars
     * @param confidence 0 to 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Enrichment(
            @Nullable String company,
            @Nullable String industry,
            @Nullable Integer founded,
            @Nullable String headquarters,
            @Nullable Long employees,
            @Nullable Double annualRevenue,
            @Nullable Double confidence) {}
}
