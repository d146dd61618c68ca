package dev.handrail.domain;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.action.Effected;
import dev.handrail.call.Refusal;
import dev.handrail.connector.Change;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.tool.Category;
import dev.handrail.tool.Effect;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Undo;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Invoices, made of what a ticket booked. Amounts are in minor units. */
final class InvoiceHandler implements DomainHandler {

    private static final int DAYS_TO_PAY = 30;

    private static final States STATES = new States(Map.of(
            "draft", List.of("sent", "void"),
            "sent", List.of("paid", "void"),
            "paid", List.of("void"),
            "void", List.of()));

    private final Businesses businesses;
    private final Clock clock;

    InvoiceHandler(Businesses businesses, Clock clock) {
        this.businesses = businesses;
        this.clock = clock;
    }

    @Override
    public Category domain() {
        return Category.INVOICE;
    }

    record Wanted(
            @JsonPropertyDescription("Ticket to invoice; there is one invoice of a ticket") @Pattern(regexp = Ids.ID)
            String ticketId,

            @JsonPropertyDescription("Days to pay it; 30 when left out") @Min(0) @Max(365) @Nullable
            Integer dueDays,

            @JsonPropertyDescription("Words for the customer") @Size(min = 1, max = 4000) @Nullable
            String notes) {}

    @DomainAction(
            title = "Create invoice",
            value = "Makes a draft of an invoice from a ticket's services, with tax. It goes out by send.",
            effect = Effect.APPEND,
            undo = Undo.COMPENSATABLE)
    Effected create(Wanted wanted, ActionScope scope) {
        CrmRecord ticket = scope.current(RecordType.TICKET, wanted.ticketId(), "ticketId");
        Object lines = ticket.field("lines");
        if ("cancelled".equals(ticket.field("status")) || lines == null) {
            throw new ActionRefused(
                    Refusal.RULE_VIOLATED,
                    lines == null
                            ? "This ticket books no services; add them first (ticket, update)"
                            : "This ticket was cancelled; there is nothing to invoice");
        }
        scope.crm().find(scope.scope(), RecordType.INVOICE, "ticketId", ticket.id(), 10).stream()
                .filter(invoice -> !"void".equals(invoice.field("status")))
                .findFirst()
                .ifPresent(there -> {
                    throw new ActionRefused(
                            Refusal.ALREADY_EXISTS,
                            "Invoice %s (%s) is for this ticket already"
                                    .formatted(there.text("number").orElse(""), there.id()));
                });
        String tenant = scope.scope().tenant();
        Business business = businesses.of(tenant);
        long subtotal = Lines.total(lines);
        long tax = Money.tax(subtotal, business.taxPercent());
        Map<String, Object> fields = Given.of(wanted, "dueDays");
        fields.put("contactId", ticket.text("contactId").orElseThrow());
        fields.put("ticketId", ticket.id());
        fields.put("number", businesses.nextInvoiceNumber(tenant));
        fields.put("lines", lines);
        fields.put("currency", business.currency().getCurrencyCode());
        fields.put("subtotal", subtotal);
        fields.put("tax", tax);
        fields.put("total", subtotal + tax);
        fields.put(
                "dueOn",
                clock.instant()
                        .atZone(business.zone())
                        .toLocalDate()
                        .plusDays(wanted.dueDays() == null ? DAYS_TO_PAY : wanted.dueDays())
                        .toString());
        return told(scope.create(RecordType.INVOICE, fields), business);
    }

    record Which(
            @JsonPropertyDescription("Invoice it is about") @Pattern(regexp = Ids.ID)
            String invoiceId) {}

    @DomainAction(
            title = "Send invoice",
            value = "Notes that an invoice went out to the customer.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE,
            permission = Permission.SOFT_LIMIT)
    Effected send(Which which, ActionScope scope) {
        return to("sent", which.invoiceId(), Map.of("sentAt", clock.instant().toString()), scope);
    }

    @DomainAction(
            title = "Mark invoice paid",
            value = "Notes that an invoice was paid, such as by cheque.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE,
            permission = Permission.SOFT_LIMIT)
    Effected markPaid(Which which, ActionScope scope) {
        return to("paid", which.invoiceId(), Map.of("paidAt", clock.instant().toString()), scope);
    }

    record Voided(
            @JsonPropertyDescription("Invoice to void") @Pattern(regexp = Ids.ID)
            String invoiceId,

            @JsonPropertyDescription("Why, for the books") @Size(min = 1, max = 1000) @Nullable
            String reason) {}

    @DomainAction(
            name = "void",
            title = "Void invoice",
            value = "Voids an invoice; a paid one only with a person's word. Its number stays taken.",
            effect = Effect.UPDATE,
            undo = Undo.REVERSIBLE,
            permission = Permission.SOFT_LIMIT)
    Effected voidInvoice(Voided voided, ActionScope scope) {
        return to(
                "void",
                voided.invoiceId(),
                voided.reason() == null ? Map.of() : Map.of("voidReason", voided.reason()),
                scope);
    }

    private Effected to(String status, String invoiceId, Map<String, Object> more, ActionScope scope) {
        CrmRecord invoice = scope.current(RecordType.INVOICE, invoiceId, "invoiceId");
        STATES.require(invoice, status);
        Map<String, Object> fields = new LinkedHashMap<>(more);
        fields.put("status", status);
        return told(scope.change(invoice, fields), businesses.of(scope.scope().tenant()));
    }

    private static Effected told(Change change, Business business) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("created", change.created());
        data.put("number", Objects.requireNonNull(change.after().field("number")));
        data.put("total", Money.words(Lines.number(change.after().field("total")), business.currency()));
        return Effected.by(change, data, List.of());
    }
}
