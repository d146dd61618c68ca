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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Customers, and whoever else the business has to do with. */
final class ContactHandler implements DomainHandler {

    private final Clock clock;

    ContactHandler(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Category domain() {
        return Category.CONTACT;
    }

    record Person(
            @JsonPropertyDescription("First name") @Size(min = 1, max = 40) @Nullable
            String firstName,

            @JsonPropertyDescription("Last name, or the name of a family or company") @Size(min = 1, max = 80) @Nullable
            String lastName,

            @JsonPropertyDescription("E-mail address") @Pattern(regexp = Ids.EMAIL) @Size(max = 254) @Nullable
            String email,

            @JsonPropertyDescription("Phone number, best as +1 608 555 0134") @Size(min = 1, max = 40) @Nullable
            String phone,

            @JsonPropertyDescription("Title or role") @Size(min = 1, max = 128) @Nullable
            String title,

            @JsonPropertyDescription("How they came to us") @Size(min = 1, max = 40) @Nullable
            String source,

            @JsonPropertyDescription("What is worth knowing about them") @Size(min = 1, max = 32000) @Nullable
            String notes) {}

    @DomainAction(
            title = "Create contact",
            value = "Creates a contact. Look with crm_query first whether there is one; an e-mail address is unique.",
            effect = Effect.APPEND,
            undo = Undo.COMPENSATABLE)
    Effected create(Person person, ActionScope scope) {
        if (person.firstName() == null
                && person.lastName() == null
                && person.email() == null
                && person.phone() == null) {
            throw new ActionRefused(
                    Refusal.INVALID_ARGUMENTS, "A contact needs a name, an e-mail address or a phone number");
        }
        return Effected.by(scope.create(RecordType.CONTACT, Given.of(person)));
    }

    record PersonChanged(
            @JsonPropertyDescription("Contact to change") @Pattern(regexp = Ids.ID)
            String contactId,

            @JsonPropertyDescription("First name") @Size(max = 40) @Nullable
            String firstName,

            @JsonPropertyDescription("Last name") @Size(max = 80) @Nullable
            String lastName,

            @JsonPropertyDescription("E-mail address") @Pattern(regexp = Ids.EMAIL) @Size(max = 254) @Nullable
            String email,

            @JsonPropertyDescription("Phone number") @Size(max = 40) @Nullable
            String phone,

            @JsonPropertyDescription("Title or role") @Size(max = 128) @Nullable
            String title,

            @JsonPropertyDescription("All there is to know about them; replaces the notes there are")
            @Size(max = 32000)
            @Nullable
            String notes) {}

    @DomainAction(
            title = "Update contact",
            value = "Changes fields of a contact; what is left out stays, and an empty text empties a field.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE)
    Effected update(PersonChanged person, ActionScope scope) {
        return Effected.by(
                scope.update(RecordType.CONTACT, live(person.contactId(), scope).id(), Given.of(person, "contactId")));
    }

    record Place(
            @JsonPropertyDescription("Contact who lives or works there") @Pattern(regexp = Ids.ID)
            String contactId,

            @JsonPropertyDescription("What it is called; Home when left out") @Size(min = 1, max = 40) @Nullable
            String label,

            @JsonPropertyDescription("Number and street") @Size(min = 1, max = 200)
            String street,

            @JsonPropertyDescription("City") @Size(min = 1, max = 100) @Nullable
            String city,

            @JsonPropertyDescription("State or region") @Size(min = 1, max = 60) @Nullable
            String state,

            @JsonPropertyDescription("Postal code") @Size(min = 1, max = 20) @Nullable
            String postalCode,

            @JsonPropertyDescription("Country") @Size(min = 1, max = 60) @Nullable
            String country) {}

    @DomainAction(
            title = "Add address",
            value = "Adds an address to a contact.",
            effect = Effect.APPEND,
            undo = Undo.COMPENSATABLE)
    Effected addAddress(Place place, ActionScope scope) {
        live(place.contactId(), scope);
        return Effected.by(scope.create(RecordType.ADDRESS, Given.of(place)));
    }

    record PlaceChanged(
            @JsonPropertyDescription("Address to change") @Pattern(regexp = Ids.ID)
            String addressId,

            @JsonPropertyDescription("What it is called") @Size(min = 1, max = 40) @Nullable
            String label,

            @JsonPropertyDescription("Number and street") @Size(min = 1, max = 200) @Nullable
            String street,

            @JsonPropertyDescription("City") @Size(max = 100) @Nullable
            String city,

            @JsonPropertyDescription("State or region") @Size(max = 60) @Nullable
            String state,

            @JsonPropertyDescription("Postal code") @Size(max = 20) @Nullable
            String postalCode,

            @JsonPropertyDescription("Country") @Size(max = 60) @Nullable
            String country) {}

    @DomainAction(
            title = "Update address",
            value = "Changes fields of an address; what is left out stays.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE)
    Effected updateAddress(PlaceChanged place, ActionScope scope) {
        return Effected.by(scope.update(RecordType.ADDRESS, place.addressId(), Given.of(place, "addressId")));
    }

    record Fact(
            @JsonPropertyDescription("Contact it is about") @Pattern(regexp = Ids.ID)
            String contactId,

            @JsonPropertyDescription("What is said, such as gate_code or pet") @Size(min = 1, max = 60)
            String name,

            @JsonPropertyDescription("Its value") @Size(min = 1, max = 1000)
            String value) {}

    @DomainAction(
            title = "Add attribute",
            value = "Notes a fact about a contact under a name, such as the gate code or a pet.",
            effect = Effect.APPEND,
            undo = Undo.COMPENSATABLE)
    Effected addAttribute(Fact fact, ActionScope scope) {
        live(fact.contactId(), scope);
        return Effected.by(scope.create(RecordType.ATTRIBUTE, Given.of(fact)));
    }

    record One(
            @JsonPropertyDescription("Contact to delete") @Pattern(regexp = Ids.ID)
            String contactId) {}

    @DomainAction(
            title = "Delete contact",
            value = "Takes a contact out of sight with all that belongs to it; restore brings it back.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE,
            permission = Permission.SOFT_LIMIT)
    Effected delete(One one, ActionScope scope) {
        return Effected.by(scope.update(
                RecordType.CONTACT,
                live(one.contactId(), scope).id(),
                Map.of("deletedAt", clock.instant().toString())));
    }

    record Deleted(
            @JsonPropertyDescription("Contact that was deleted") @Pattern(regexp = Ids.ID)
            String contactId) {}

    @DomainAction(
            title = "Restore contact",
            value = "Brings a deleted contact back.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE)
    Effected restore(Deleted deleted, ActionScope scope) {
        return Effected.by(scope.update(RecordType.CONTACT, deleted.contactId(), Given.emptied("deletedAt")));
    }

    /** @throws ActionRefused for one that was deleted */
    static CrmRecord live(String contactId, ActionScope scope) {
        CrmRecord contact = scope.current(RecordType.CONTACT, contactId, "contactId");
        if (contact.field("deletedAt") != null) {
            throw new ActionRefused(
                    Refusal.RULE_VIOLATED, "This contact was deleted; restore it first (contact, restore)");
        }
        return contact;
    }
}
