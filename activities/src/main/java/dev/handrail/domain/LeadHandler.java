package dev.handrail.domain;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.action.Effected;
import dev.handrail.call.Refusal;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.tool.Category;
import dev.handrail.tool.Effect;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Undo;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People who may become customers, as somebody at the phone notes them down. */
final class LeadHandler implements DomainHandler {

    private static final States STATES = new States(Map.of(
            "New", List.of("Working", "Nurture", "Qualified", "Disqualified"),
            "Working", List.of("Nurture", "Qualified", "Disqualified"),
            "Nurture", List.of("Working", "Qualified", "Disqualified"),
            "Qualified", List.of("Working", "Disqualified"),
            "Disqualified", List.of("Working")));

    private final Clock clock;

    LeadHandler(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Category domain() {
        return Category.LEAD;
    }

    enum Urgency {
        low,
        medium,
        high
    }

    record Noted(
            @JsonPropertyDescription("First name") @Size(min = 1, max = 40) @Nullable
            String firstName,

            @JsonPropertyDescription("Last name") @Size(min = 1, max = 80) @Nullable
            String lastName,

            @JsonPropertyDescription("E-mail address") @Pattern(regexp = Ids.EMAIL) @Size(max = 254) @Nullable
            String email,

            @JsonPropertyDescription("Phone number") @Size(min = 1, max = 40) @Nullable
            String phone,

            @JsonPropertyDescription("Company") @Size(min = 1, max = 255) @Nullable
            String company,

            @JsonPropertyDescription("Address") @Size(min = 1, max = 400) @Nullable
            String address,

            @JsonPropertyDescription("The property, such as: large Victorian, 25+ windows")
            @Size(min = 1, max = 400)
            @Nullable
            String property,

            @JsonPropertyDescription("How they came to us, such as phone_call, website, referral")
            @Size(min = 1, max = 40)
            @Nullable
            String source,

            @JsonPropertyDescription("How urgent it is") @Nullable
            Urgency urgency,

            @JsonPropertyDescription("Day to get back to them") @Pattern(regexp = Ids.DAY) @Nullable
            String followUpOn,

            @JsonPropertyDescription("All that was said") @Size(min = 1, max = 32000) @Nullable
            String notes) {}

    @DomainAction(
            title = "Create lead",
            value = "Notes down somebody who may become a customer.",
            effect = Effect.APPEND,
            undo = Undo.COMPENSATABLE)
    Effected create(Noted noted, ActionScope scope) {
        if (noted.firstName() == null
                && noted.lastName() == null
                && noted.email() == null
                && noted.phone() == null
                && noted.company() == null) {
            throw new ActionRefused(
                    Refusal.INVALID_ARGUMENTS, "A lead needs a name, a company, an e-mail address or a phone number");
        }
        return Effected.by(scope.create(RecordType.LEAD, Given.of(noted)));
    }

    record NotedAgain(
            @JsonPropertyDescription("Lead to change") @Pattern(regexp = Ids.ID)
            String leadId,

            @JsonPropertyDescription("First name") @Size(max = 40) @Nullable
            String firstName,

            @JsonPropertyDescription("Last name") @Size(max = 80) @Nullable
            String lastName,

            @JsonPropertyDescription("E-mail address") @Pattern(regexp = Ids.EMAIL) @Size(max = 254) @Nullable
            String email,

            @JsonPropertyDescription("Phone number") @Size(max = 40) @Nullable
            String phone,

            @JsonPropertyDescription("Company") @Size(max = 255) @Nullable
            String company,

            @JsonPropertyDescription("Address") @Size(max = 400) @Nullable
            String address,

            @JsonPropertyDescription("The property") @Size(max = 400) @Nullable
            String property,

            @JsonPropertyDescription("How urgent it is") @Nullable
            Urgency urgency,

            @JsonPropertyDescription("Day to get back to them; an empty text for none")
            @Pattern(regexp = Ids.DAY + "|^$")
            @Nullable
            String followUpOn,

            @JsonPropertyDescription("All that was said; replaces the notes there are") @Size(max = 32000) @Nullable
            String notes) {}

    @DomainAction(
            title = "Update lead",
            value = "Changes fields of a lead; what is left out stays, and an empty text empties a field.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE)
    Effected update(NotedAgain noted, ActionScope scope) {
        return Effected.by(
                scope.update(RecordType.LEAD, live(noted.leadId(), scope).id(), Given.of(noted, "leadId")));
    }

    enum Status {
        Working,
        Nurture,
        Qualified,
        Disqualified
    }

    record Moved(
            @JsonPropertyDescription("Lead to move") @Pattern(regexp = Ids.ID)
            String leadId,

            @JsonPropertyDescription("The next status") Status status) {}

    @DomainAction(
            title = "Set lead status",
            value = "Moves a lead to a status that may follow its present one.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE)
    Effected setStatus(Moved moved, ActionScope scope) {
        CrmRecord lead = live(moved.leadId(), scope);
        STATES.require(lead, moved.status().name());
        return Effected.by(scope.change(lead, Map.of("status", moved.status().name())));
    }

    record Which(
            @JsonPropertyDescription("Lead it is about") @Pattern(regexp = Ids.ID)
            String leadId) {}

    @DomainAction(
            title = "Archive lead",
            value = "Takes a lead out of the list of those to get back to.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE,
            permission = Permission.SOFT_LIMIT)
    Effected archive(Which which, ActionScope scope) {
        return Effected.by(scope.update(
                RecordType.LEAD,
                live(which.leadId(), scope).id(),
                Map.of("archivedAt", clock.instant().toString())));
    }

    @DomainAction(
            title = "Restore lead",
            value = "Brings an archived lead back.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE)
    Effected restore(Which which, ActionScope scope) {
        return Effected.by(scope.update(RecordType.LEAD, which.leadId(), Given.emptied("archivedAt")));
    }

    private static CrmRecord live(String leadId, ActionScope scope) {
        CrmRecord lead = scope.current(RecordType.LEAD, leadId, "leadId");
        if (lead.field("archivedAt") != null) {
            throw new ActionRefused(Refusal.RULE_VIOLATED, "This lead is archived; restore it first (lead, restore)");
        }
        return lead;
    }
}
