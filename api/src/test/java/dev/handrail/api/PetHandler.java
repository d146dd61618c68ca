package dev.handrail.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.handrail.action.ActionScope;
import dev.handrail.action.Effected;
import dev.handrail.domain.DomainAction;
import dev.handrail.domain.DomainHandler;
import dev.handrail.tool.Category;
import dev.handrail.tool.Effect;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Undo;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/** A handler that somebody adds; nothing else knows of its action. */
public final class PetHandler implements DomainHandler {

    @Override
    public Category domain() {
        return Category.CONTACT;
    }

    public record Adopted(
            String contactId,

            @JsonPropertyDescription("What the pet is called") @Size(min = 1, max = 40)
            String pet) {}

    @DomainAction(
            title = "Adopt pet",
            value = "Notes the pet of a contact.",
            effect = Effect.APPEND,
            undo = Undo.COMPENSATABLE,
            permission = Permission.SOFT_LIMIT)
    public Effected adoptPet(Adopted adopted, ActionScope scope) {
        return new Effected(null, null, Map.of("pet", adopted.pet()), List.of());
    }
}
