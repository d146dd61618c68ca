package dev.handrail.lead;

import dev.handrail.call.LeadContext;
import dev.handrail.lead.GroundedLead.Analysis;
import dev.handrail.lead.GroundedLead.ClaimType;
import dev.handrail.lead.GroundedLead.Enrichment;
import dev.handrail.lead.GroundedLead.Evidence;
import dev.handrail.lead.GroundedLead.GroundingStatus;
import dev.handrail.lead.GroundedLead.Source;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The second look at an analysis: does each claim rest on a source that can know it, and does it agree with what that
 * source said? It only ever lowers the status the lead came with.
 *
 * @param dropped a sentence for each claim that fell
 * @param fallenFields the fields those claims were about, by their last name
 */
record Grounding(GroundingStatus status, List<Evidence> standing, List<String> dropped, List<String> fallenFields) {

    private static final String SCORE_FIELD = "fitScore";

    static Grounding check(GroundedLead lead) {
        Analysis analysis = lead.analysis();
        List<Evidence> standing = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        List<String> fallenFields = new ArrayList<>();
        for (Evidence evidence : analysis.evidence()) {
            Optional<String> objection = objection(evidence, analysis, lead.enrichment());
            if (objection.isEmpty()) {
                standing.add(evidence);
            } else {
                dropped.add("Claim about %s dropped: %s".formatted(evidence.fieldPath(), objection.get()));
                fallenFields.add(
                        evidence.claimType() == ClaimType.SCORE ? SCORE_FIELD : lastName(evidence.fieldPath()));
            }
        }
        GroundingStatus found = standing.isEmpty()
                ? GroundingStatus.REJECTED
                : dropped.isEmpty() ? GroundingStatus.VALID : GroundingStatus.DOWNGRADED;
        GroundingStatus given = analysis.groundingStatus();
        return new Grounding(
                found.compareTo(given) > 0 ? found : given,
                List.copyOf(standing),
                List.copyOf(dropped),
                List.copyOf(fallenFields));
    }

    boolean rejected() {
        return status == GroundingStatus.REJECTED;
    }

    /** A field whose evidence fell is not written, also when another claim about it stands. */
    boolean mayWrite(String field) {
        return !fallenFields.contains(field);
    }

    boolean scoreStands() {
        return mayWrite(SCORE_FIELD);
    }

    LeadContext contextOf(GroundedLead lead) {
        return new LeadContext(
                lead.leadId(),
                lead.analysis().decision().name(),
                lead.analysis().intent().name(),
                lead.analysis().fitScore(),
                scoreStands(),
                standing.stream()
                        .filter(evidence -> evidence.claimType() != ClaimType.BEHAVIOR)
                        .map(evidence -> lastName(evidence.fieldPath()))
                        .filter(this::mayWrite)
                        .distinct()
                        .toList());
    }

    private static Optional<String> objection(Evidence evidence, Analysis analysis, @Nullable Enrichment enrichment) {
        if (evidence.claimType() == null || evidence.source() == null || evidence.fieldPath() == null) {
            return Optional.of("it lacks its claimType, source or fieldPath");
        }
        return switch (evidence.claimType()) {
            case FIRMOGRAPHIC -> firmographicObjection(evidence, enrichment);
            case BEHAVIOR ->
                evidence.source() == Source.MARKETO || evidence.source() == Source.PRODUCT
                        ? Optional.empty()
                        : Optional.of("a BEHAVIOR claim needs the source MARKETO or PRODUCT, not " + evidence.source());
            case SCORE ->
                evidence.source() == Source.AI
                        ? Optional.of("a SCORE claim needs a source other than the AI itself")
                        : agrees(evidence.value(), analysis.fitScore())
                                ? Optional.empty()
                                : Optional.of("it does not agree with analysis.fitScore");
        };
    }

    private static Optional<String> firmographicObjection(Evidence evidence, @Nullable Enrichment enrichment) {
        if (evidence.source() != Source.ENRICHMENT) {
            return Optional.of("a FIRMOGRAPHIC claim needs the source ENRICHMENT, not " + evidence.source());
        }
        if (enrichment == null) {
            return Optional.of("no enrichment was sent with the lead");
        }
        Object enriched = enrichedValue(enrichment, lastName(evidence.fieldPath()));
        if (enriched == null) {
            return Optional.of("the enrichment has no such field");
        }
        return agrees(evidence.value(), enriched)
                ? Optional.empty()
                : Optional.of("it does not agree with the enrichment");
    }

    private static @Nullable Object enrichedValue(Enrichment enrichment, String field) {
        return switch (field) {
            case "company" -> enrichment.company();
            case "industry" -> enrichment.industry();
            case "founded" -> enrichment.founded();
            case "headquarters" -> enrichment.headquarters();
            case "employees" -> enrichment.employees();
            case "annualRevenue" -> enrichment.annualRevenue();
            default -> null;
        };
    }

    private static boolean agrees(@Nullable Object claimed, Object known) {
        if (claimed == null) {
            return false;
        }
        if (known instanceof Number) {
            Optional<BigDecimal> claimedNumber = number(claimed);
            return claimedNumber.isPresent()
                    && number(known)
                            .filter(number -> number.compareTo(claimedNumber.get()) == 0)
                            .isPresent();
        }
        return plain(claimed).equals(plain(known));
    }

    private static Optional<BigDecimal> number(Object value) {
        if (value instanceof Boolean) {
            return Optional.empty();
        }
        String text = plain(value);
        return text.matches("-?\\d{1,30}(\\.\\d{1,30})?(e[+-]?\\d{1,3})?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    private static String plain(Object value) {
        return Normalizer.normalize(value.toString(), Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static String lastName(@Nullable String fieldPath) {
        return fieldPath == null ? "" : fieldPath.substring(fieldPath.lastIndexOf('.') + 1);
    }
}
