package dev.handrail.action;

import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.USER;

import dev.handrail.call.LeadContext;
import dev.handrail.call.Refusal;
import dev.handrail.connector.Change;
import dev.handrail.connector.Connector.Conversion;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.Search;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

final class LeadActions {

    private static final List<String> PERSON = List.of(
            "email",
            "firstName",
            "lastName",
            "title",
            "phone",
            "company",
            "website",
            "source",
            "campaignId",
            "status",
            "aiFitScore",
            "aiIntent");

    private LeadActions() {}

    static Map<String, Action> all() {
        Map<String, Action> actions = new LinkedHashMap<>();
        actions.put("create_lead", LeadActions::create);
        actions.put("upsert_lead", LeadActions::upsert);
        actions.put("convert_lead", LeadActions::convert);
        actions.put("assign_owner", LeadActions::assignOwner);
        actions.put("update_lead_status", LeadFields.set("status", "status"));
        actions.put("update_lead_fields", LeadActions::updateGroundedFields);
        actions.put("set_lead_score", LeadFields.set("score", "aiFitScore"));
        actions.put("set_intent_level", LeadFields.set("intent", "aiIntent"));
        actions.put("tag_lead", LeadActions::tag);
        return actions;
    }

    private static Effected create(Arguments arguments, ActionScope scope) {
        return written(scope.create(LEAD, newLead(arguments, scope)), List.of(), scope);
    }

    private static Effected upsert(Arguments arguments, ActionScope scope) {
        Optional<CrmRecord> existing =
                scope.crm().keepsAddressesUnique() ? Optional.empty() : byEmail(arguments.text("email"), scope);
        return existing.map(lead -> change(lead, arguments, scope)).orElseGet(() -> createOrChange(arguments, scope));
    }

    /** Whoever was faster made the lead that this call then changes. */
    private static Effected createOrChange(Arguments arguments, ActionScope scope) {
        try {
            return create(arguments, scope);
        } catch (CrmFailure failure) {
            if (failure.kind() != CrmFailure.Kind.DUPLICATE
                    || failure.existing().isEmpty()
                    || scope.crm().joinsOurTransaction()) {
                throw failure;
            }
            return change(scope.current(LEAD, failure.existing().getFirst(), "email"), arguments, scope);
        }
    }

    /** A lead that was converted, where it is still the same record, is a customer: its status is past. */
    private static Effected change(CrmRecord lead, Arguments arguments, ActionScope scope) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(arguments.only(PERSON));
        fields.putAll(scope.next().leadFields());
        boolean leftAlone = lead.field("convertedContactId") != null && fields.remove("status") != null;
        List<String> warnings = leftAlone ? List.of("status was left alone: this lead has been converted") : List.of();
        return written(scope.update(LEAD, lead.id(), fields), warnings, scope);
    }

    /** The CRM wants a last name and a company of every lead; seed 001 fills in "Unknown". */
    private static Map<String, Object> newLead(Arguments arguments, ActionScope scope) {
        Map<String, Object> fields = arguments.only(PERSON);
        fields.putAll(scope.next().leadFields());
        fields.putIfAbsent("lastName", "Unknown");
        fields.putIfAbsent("company", "Unknown");
        fields.putIfAbsent("status", "New");
        return fields;
    }

    private static Effected written(Change change, List<String> warnings, ActionScope scope) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("created", change.created());
        if (!scope.next().leadFields().isEmpty()) {
            data.put(
                    "writtenForNextSteps", List.copyOf(scope.next().leadFields().keySet()));
        }
        return Effected.by(change, data, warnings);
    }

    private static Optional<CrmRecord> byEmail(String email, ActionScope scope) {
        return scope.search(new Search.ByField(LEAD, "email", email, 10)).stream()
                .filter(lead -> lead.field("convertedContactId") == null)
                .findFirst();
    }

    private static Effected convert(Arguments arguments, ActionScope scope) {
        CrmRecord lead = scope.existing(LEAD, arguments.text("leadId"), "leadId");
        Conversion conversion = scope.convert(
                lead,
                arguments.optionalText("accountId").orElse(null),
                arguments.optionalText("opportunityName").orElse(null));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("contactId", conversion.contactId());
        data.put("accountId", conversion.accountId());
        if (conversion.opportunityId() != null) {
            data.put("opportunityId", conversion.opportunityId());
        }
        return Effected.by(new Change(false, Map.of(), conversion.lead()), data, List.of());
    }

    private static Effected assignOwner(Arguments arguments, ActionScope scope) {
        CrmRecord owner = scope.current(USER, arguments.text("ownerId"), "ownerId");
        if (!Boolean.TRUE.equals(owner.field("active"))) {
            throw new ActionRefused(Refusal.RULE_VIOLATED, "ownerId names a user who is not active; choose another");
        }
        return LeadFields.set("ownerId", "ownerId").perform(arguments, scope);
    }

    private static Effected tag(Arguments arguments, ActionScope scope) {
        CrmRecord lead = scope.current(LEAD, arguments.text("leadId"), "leadId");
        SequencedSet<Object> tags = new LinkedHashSet<>();
        if (lead.field("tags") instanceof List<?> present) {
            tags.addAll(present);
        }
        tags.addAll(arguments.texts("tags"));
        return Effected.by(scope.update(LEAD, lead.id(), Map.of("tags", new ArrayList<>(tags))));
    }

    /** Only fields with evidence of the same value are written (seed 001, "Grounding Enforcement"). */
    private static Effected updateGroundedFields(Arguments arguments, ActionScope scope) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        arguments.object("fields").forEach((field, value) -> {
            if (isGrounded(field, value, arguments, scope.lead())) {
                fields.put(field, value);
            } else {
                warnings.add("%s was left alone: no evidence of this value".formatted(field));
            }
        });
        if (fields.isEmpty()) {
            throw new ActionRefused(
                    Refusal.NOT_GROUNDED,
                    "No grounded fields to update; send evidence (claimType, source, fieldPath, value) for each field");
        }
        Change change = scope.update(LEAD, arguments.text("leadId"), new LinkedHashMap<>(fields));
        return Effected.by(change, Map.of("updated", List.copyOf(fields.keySet())), warnings);
    }

    private static boolean isGrounded(String field, Object value, Arguments arguments, @Nullable LeadContext lead) {
        return lead != null
                ? lead.groundedFields().contains(field)
                : arguments.objects("evidence").stream()
                        .anyMatch(
                                evidence -> lastName(evidence.get("fieldPath")).equals(field)
                                        && sameValue(evidence.get("value"), value));
    }

    private static String lastName(@Nullable Object fieldPath) {
        String path = String.valueOf(fieldPath);
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static boolean sameValue(@Nullable Object one, Object other) {
        return one instanceof Number number && other instanceof Number otherNumber
                ? Double.compare(number.doubleValue(), otherNumber.doubleValue()) == 0
                : String.valueOf(one).equals(String.valueOf(other));
    }
}
