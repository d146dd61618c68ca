package dev.handrail.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.fakes.SampleLead;
import dev.handrail.lead.GroundedLead.ClaimType;
import dev.handrail.lead.GroundedLead.Evidence;
import dev.handrail.lead.GroundedLead.GroundingStatus;
import dev.handrail.lead.GroundedLead.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Which claims stand and which fall. The sample's enrichment: 3M, founded 1902, 61500 employees, 24.6 billion. */
class GroundingTest {

    private static final Evidence STANDING =
            new Evidence(null, ClaimType.BEHAVIOR, Source.MARKETO, "behavior.pricingVisits", 3);

    static final List<Arguments> FIRMOGRAPHIC = List.of(
            agrees("enrichment.founded", 1902),
            agrees("enrichment.founded", "1902"),
            agrees("enrichment.founded", 1902.0),
            agrees("enrichment.founded", " 1902 "),
            agrees("enrichment.founded", "1902.00"),
            agrees("enrichment.founded", "１９０２"),
            agrees("enrichment.founded", 1902L),
            agrees("enrichment.founded", new BigDecimal("1902.0")),
            disagrees("enrichment.founded", 1903),
            disagrees("enrichment.founded", 1902.5),
            disagrees("enrichment.founded", -1902),
            disagrees("enrichment.founded", "1902 or so"),
            disagrees("enrichment.founded", "0x76e"),
            disagrees("enrichment.founded", ""),
            disagrees("enrichment.founded", true),
            disagrees("enrichment.founded", null),
            disagrees("enrichment.founded", Double.NaN),
            disagrees("enrichment.founded", List.of(1902)),
            disagrees("enrichment.founded", Map.of("year", 1902)),
            agrees("enrichment.employees", 61500),
            agrees("enrichment.employees", "61500"),
            agrees("enrichment.employees", "6.15e4"),
            disagrees("enrichment.employees", "61,500"),
            disagrees("enrichment.employees", "about 61500"),
            agrees("enrichment.annualRevenue", 24_600_000_000L),
            agrees("enrichment.annualRevenue", 2.46e10),
            agrees("enrichment.annualRevenue", "24600000000.00"),
            disagrees("enrichment.annualRevenue", 24_600_000_001L),
            disagrees("enrichment.annualRevenue", "24.6 billion"),
            agrees("enrichment.industry", "Industrial Conglomerates"),
            agrees("enrichment.industry", "industrial conglomerates"),
            agrees("enrichment.industry", "  Industrial\tConglomerates\n"),
            agrees("enrichment.industry", "Industrial\u00a0Conglomerates"),
            agrees("enrichment.industry", "Ｉｎｄｕｓｔｒｉａｌ Conglomerates"),
            disagrees("enrichment.industry", "Industrial"),
            disagrees("enrichment.industry", "Industrial Conglomerates and more"),
            disagrees("enrichment.industry", 7),
            disagrees("enrichment.industry", true),
            disagrees("enrichment.industry", null),
            agrees("enrichment.company", "3m"),
            disagrees("enrichment.company", 3),
            agrees("enrichment.headquarters", "saint paul, minnesota"),
            agrees("industry", "Industrial Conglomerates"),
            disagrees("enrichment.ceo", "Dana Reyes"),
            disagrees("enrichment.confidence", 0.97),
            disagrees("analysis.fitScore", 91),
            disagrees("", "3M"),
            disagrees("enrichment.", "3M"),
            disagrees("enrichment.Industry", "Industrial Conglomerates"));

    private static Arguments agrees(String fieldPath, Object value) {
        return Arguments.of(fieldPath, value, true);
    }

    private static Arguments disagrees(String fieldPath, Object value) {
        return Arguments.of(fieldPath, value, false);
    }

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @FieldSource("FIRMOGRAPHIC")
    void aFirmographicClaimStandsWhenItAgreesWithTheEnrichment(String fieldPath, Object value, boolean stands) {
        assertStands(new Evidence(null, ClaimType.FIRMOGRAPHIC, Source.ENRICHMENT, fieldPath, value), stands);
    }

    @ParameterizedTest
    @EnumSource(value = Source.class, mode = EnumSource.Mode.EXCLUDE, names = "ENRICHMENT")
    void aFirmographicClaimFallsWhenAnotherSourceMakesIt(Source source) {
        assertStands(new Evidence(null, ClaimType.FIRMOGRAPHIC, source, "enrichment.founded", 1902), false);
    }

    @ParameterizedTest
    @CsvSource({"MARKETO, true", "PRODUCT, true", "ENRICHMENT, false", "AI, false"})
    void aClaimAboutBehaviorNeedsASourceThatSawIt(Source source, boolean stands) {
        assertStands(new Evidence(null, ClaimType.BEHAVIOR, source, "behavior.visits", 3), stands);
    }

    @ParameterizedTest
    @CsvSource({
        "ENRICHMENT, 91, true",
        "MARKETO, 91, true",
        "PRODUCT, 91.0, true",
        "ENRICHMENT, 92, false",
        "ENRICHMENT, high, false",
        "AI, 91, false"
    })
    void aScoreNeedsAnotherSourceThanTheAiAndTheSameNumber(Source source, String value, boolean stands) {
        assertStands(new Evidence(null, ClaimType.SCORE, source, "analysis.fitScore", value), stands);
    }

    @Test
    void aClaimThatLacksItsTypeSourceOrFieldFalls() {
        assertStands(new Evidence(null, null, Source.ENRICHMENT, "enrichment.founded", 1902), false);
        assertStands(new Evidence(null, ClaimType.FIRMOGRAPHIC, null, "enrichment.founded", 1902), false);
        assertStands(new Evidence(null, ClaimType.FIRMOGRAPHIC, Source.ENRICHMENT, null, 1902), false);
    }

    @Test
    void aFirmographicClaimFallsWithoutEnrichment() {
        Grounding grounding =
                Grounding.check(new SampleLead().without("/enrichment").lead());

        assertThat(grounding.dropped()).singleElement().asString().contains("no enrichment was sent");
    }

    @ParameterizedTest
    @CsvSource({"industry, Tools", "founded, 1902", "headquarters, Berlin", "employees, 5", "annualRevenue, 1"})
    void aFirmographicClaimFallsWhenTheEnrichmentLacksTheField(String field, String value) {
        GroundedLead lead = new SampleLead().without("/enrichment/" + field).lead();
        Evidence claim = new Evidence(null, ClaimType.FIRMOGRAPHIC, Source.ENRICHMENT, "enrichment." + field, value);

        assertThat(Grounding.check(withEvidence(lead, claim)).dropped())
                .singleElement()
                .asString()
                .contains("enrichment has no such field");
    }

    @Test
    void aFallenScoreTakesTheScoreAwayWhateverItsFieldIsCalled() {
        Evidence claim = new Evidence(null, ClaimType.SCORE, Source.AI, "analysis.score", 91);

        Grounding grounding = Grounding.check(withEvidence(new SampleLead().lead(), claim, STANDING));

        assertThat(grounding.scoreStands()).isFalse();
    }

    @Test
    void aFieldOfWhichOneClaimFellIsNotWrittenThoughAnotherStands() {
        Evidence right = new Evidence(null, ClaimType.FIRMOGRAPHIC, Source.ENRICHMENT, "enrichment.founded", 1902);
        Evidence wrong = new Evidence(null, ClaimType.FIRMOGRAPHIC, Source.ENRICHMENT, "enrichment.founded", 1999);

        Grounding grounding = Grounding.check(withEvidence(new SampleLead().lead(), right, wrong));

        assertThat(grounding.mayWrite("founded")).isFalse();
        assertThat(grounding.contextOf(new SampleLead().lead()).groundedFields())
                .isEmpty();
    }

    @Test
    void namesTheGroundedFieldsForTheTools() {
        GroundedLead lead = new SampleLead().lead();

        assertThat(Grounding.check(lead).contextOf(lead).groundedFields()).containsExactly("industry", "fitScore");
    }

    @ParameterizedTest(name = "given {0}, found {1}: {2}")
    @CsvSource({
        "VALID, VALID, VALID",
        "VALID, DOWNGRADED, DOWNGRADED",
        "VALID, REJECTED, REJECTED",
        "DOWNGRADED, VALID, DOWNGRADED",
        "DOWNGRADED, DOWNGRADED, DOWNGRADED",
        "DOWNGRADED, REJECTED, REJECTED",
        "REJECTED, VALID, REJECTED",
        "REJECTED, DOWNGRADED, REJECTED",
        "REJECTED, REJECTED, REJECTED"
    })
    void onlyEverLowersTheStatus(GroundingStatus given, GroundingStatus found, GroundingStatus expected) {
        Evidence fallen = new Evidence(null, ClaimType.SCORE, Source.AI, "analysis.fitScore", 91);
        List<Evidence> evidence = new ArrayList<>();
        if (found != GroundingStatus.VALID) {
            evidence.add(fallen);
        }
        if (found != GroundingStatus.REJECTED) {
            evidence.add(STANDING);
        }
        GroundedLead lead =
                new SampleLead().with("/analysis/groundingStatus", given.name()).lead();

        Grounding grounding = Grounding.check(withEvidence(lead, evidence.toArray(Evidence[]::new)));

        assertThat(grounding.status()).isEqualTo(expected);
    }

    @Test
    void doesNotRepeatTheClaimedValue() {
        Evidence claim =
                new Evidence(null, ClaimType.FIRMOGRAPHIC, Source.ENRICHMENT, "enrichment.company", "dana@acme.com");

        assertThat(Grounding.check(withEvidence(new SampleLead().lead(), claim)).dropped())
                .noneMatch(dropped -> dropped.contains("dana"));
    }

    private static void assertStands(Evidence claim, boolean stands) {
        Grounding grounding = Grounding.check(withEvidence(new SampleLead().lead(), claim, STANDING));
        assertThat(grounding.standing().contains(claim))
                .as(grounding.dropped().toString())
                .isEqualTo(stands);
        assertThat(grounding.status()).isEqualTo(stands ? GroundingStatus.VALID : GroundingStatus.DOWNGRADED);
    }

    private static GroundedLead withEvidence(GroundedLead lead, Evidence... evidence) {
        GroundedLead.Analysis given = lead.analysis();
        return new GroundedLead(
                lead.leadId(),
                lead.campaignId(),
                lead.email(),
                lead.firstName(),
                lead.lastName(),
                lead.title(),
                lead.phone(),
                lead.company(),
                lead.website(),
                new GroundedLead.Analysis(
                        given.decision(),
                        given.intent(),
                        given.fitScore(),
                        given.confidence(),
                        given.reasoning(),
                        given.groundingStatus(),
                        given.groundingErrors(),
                        Arrays.asList(evidence)),
                lead.enrichment());
    }
}
