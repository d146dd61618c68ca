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
import dev.handrail.tool.Undo;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is written to customers. A message waits in the outbox until it is on its way. */
final class MessageHandler implements DomainHandler {

    @Override
    public Category domain() {
        return Category.MESSAGE;
    }

    enum Channel {
        email,
        sms
    }

    record Written(
            @JsonPropertyDescription("Customer to write to") @Pattern(regexp = Ids.ID)
            String contactId,

            @JsonPropertyDescription("How") Channel channel,

            @JsonPropertyDescription("Subject of an e-mail") @Size(min = 1, max = 255) @Nullable
            String subject,

            @JsonPropertyDescription("The message") @Size(min = 1, max = 32000)
            String body) {}

    @DomainAction(
            title = "Send message",
            value = "Puts a message to a customer into the outbox, by e-mail or SMS. Cannot be undone once it is sent.",
            effect = Effect.APPEND,
            undo = Undo.COMPENSATABLE)
    Effected send(Written written, ActionScope scope) {
        CrmRecord contact = ContactHandler.live(written.contactId(), scope);
        String field = written.channel() == Channel.email ? "email" : "phone";
        String recipient = contact.text(field)
                .orElseThrow(() -> new ActionRefused(
                        Refusal.RULE_VIOLATED,
                        "This contact has no %s; add one first (contact, update)"
                                .formatted(field.equals("email") ? "e-mail address" : "phone number")));
        Map<String, Object> fields = Given.of(written);
        fields.put("recipient", recipient);
        return Effected.by(scope.create(RecordType.MESSAGE, fields));
    }
}
