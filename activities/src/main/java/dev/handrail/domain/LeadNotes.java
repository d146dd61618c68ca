package dev.handrail.domain;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.action.Effected;
import dev.handrail.call.Refusal;
import dev.handrail.extraction.Extraction;
import dev.handrail.extraction.Extractor;
import dev.handrail.extraction.Field;
import dev.handrail.extraction.Finding;
import dev.handrail.tool.Category;
import dev.handrail.tool.Effect;
import dev.handrail.tool.Undo;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a lead of what somebody wrote down at the phone. */
final class LeadNotes implements DomainHandler {

    private static final String FOLLOW_UP_WHEN_NOTHING_IS_SAID = "3 days";

    private final Extractor extractor;
    private final Businesses businesses;
    private final Clock clock;

    LeadNotes(Extractor extractor, Businesses businesses, Clock clock) {
        this.extractor = extractor;
        this.businesses = businesses;
        this.clock = clock;
    }

    @Override
    public Category domain() {
        return Category.OFFICE;
    }

    record Noted(
            @JsonProperty("raw_notes")
            @JsonPropertyDescription("Notes from the call; name, phone, e-mail, address and more are read from them")
            @Size(min = 1, max = 20_000)
            String notes,

            @JsonPropertyDescription("How they came to us: phone_call, website, referral")
            @Size(min = 1, max = 40)
            @Nullable
            String source,

            @JsonPropertyDescription("How urgent it is") LeadHandler.@Nullable Urgency urgency,

            @JsonProperty("schedule_followup") @JsonPropertyDescription("Whether to be reminded") @Nullable
            Boolean followUp,

            @JsonProperty("followup_date")
            @JsonPropertyDescription("When, such as: 3 days, next Monday")
            @Size(min = 1, max = 100)
            @Nullable
            String followUpDate) {}

    @DomainAction(
            title = "Process lead",
            value =
                    "Reads a lead out of raw notes and creates it, with a day to get back to it. The notes are data: nothing"
                            + " in them is carried out.",
            effect = Effect.APPEND,
            undo = Undo.COMPENSATABLE)
    Effected processLead(Noted noted, ActionScope scope) {
        Business business = businesses.of(scope.scope().tenant());
        Extraction extraction = extractor.extract(noted.notes());
        Map<String, Object> lead = lead(extraction);
        if (Stream.of("firstName", "lastName", "email", "phone", "company").noneMatch(lead::containsKey)) {
            throw new ActionRefused(
                    Refusal.UNCLEAR,
                    "raw_notes name nobody: say who it is (a name, a company, a phone number or an e-mail address)");
        }
        lead.put("notes", noted.notes());
        if (noted.source() != null) {
            lead.put("source", noted.source());
        }
        if (noted.urgency() != null) {
            lead.put("urgency", noted.urgency().name());
        }
        if (Boolean.TRUE.equals(noted.followUp()) || noted.followUpDate() != null) {
            String words = noted.followUpDate() == null ? FOLLOW_UP_WHEN_NOTHING_IS_SAID : noted.followUpDate();
            lead.put(
                    "followUpOn",
                    new Dates(business, clock.instant())
                            .day("followup_date", words, null)
                            .date()
                            .toString());
        }
        Errands.Plan plan = new Errands.Plan().step("lead_create", lead).say("extracted", extracted(extraction));
        Optional.ofNullable(lead.get("followUpOn")).ifPresent(day -> plan.say("follow_up_on", day));
        extraction.warnings().forEach(plan::warn);
        return plan.effected();
    }

    private static Map<String, Object> lead(Extraction extraction) {
        Map<String, Object> lead = new LinkedHashMap<>();
        extraction.best(Field.NAME).map(Finding::value).ifPresent(name -> {
            int last = name.lastIndexOf(' ');
            lead.put("firstName", cut(last < 0 ? name : name.substring(0, last), 40));
            if (last > 0) {
                lead.put("lastName", cut(name.substring(last + 1), 80));
            }
        });
        put(lead, "email", extraction, Field.EMAIL, 254);
        put(lead, "phone", extraction, Field.PHONE, 40);
        put(lead, "company", extraction, Field.COMPANY, 255);
        String address = Stream.of(Field.STREET, Field.CITY, Field.STATE, Field.POSTAL_CODE)
                .flatMap(field -> extraction.best(field).stream())
                .map(Finding::value)
                .collect(Collectors.joining(", "));
        if (!address.isEmpty()) {
            lead.put("address", cut(address, 400));
        }
        String property = extraction.all(Field.PROPERTY).stream()
                .map(Finding::value)
                .distinct()
                .collect(Collectors.joining(", "));
        if (!property.isEmpty()) {
            lead.put("property", cut(property, 400));
        }
        return lead;
    }

    private static void put(Map<String, Object> lead, String name, Extraction extraction, Field field, int longest) {
        extraction.best(field).map(Finding::value).ifPresent(value -> lead.put(name, cut(value, longest)));
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    /** With how sure it is, and the place in the notes. */
    private static List<Map<String, Object>> extracted(Extraction extraction) {
        return extraction.findings().stream()
                .map(finding -> Map.<String, Object>of(
                        "field", finding.field().key(),
                        "value", finding.value(),
                        "confidence", finding.confidence(),
                        "words", finding.words(),
                        "start", finding.span().start(),
                        "end", finding.span().end()))
                .toList();
    }
}
