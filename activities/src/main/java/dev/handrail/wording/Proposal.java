package dev.handrail.wording;

import dev.handrail.domain.Money;
import dev.handrail.tool.LeadPlan;
import dev.handrail.tool.Tool;
import dev.handrail.tool.Undo;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call would do, for the person who decides.
 *
 * @param sentence plain words; every text of others in it is made visible, none is escaped
 * @param likeness records that the CRM takes the new one for a duplicate of
 * @param atStake the amount it is about; null when it is about none
 * @param undo whether and how it can be taken back
 * @param steps of a plan; none of a single call
 */
public record Proposal(
        String sentence,
        List<Change> changes,
        List<String> likeness,
        @Nullable String atStake,
        Undo undo,
        List<Step> steps) {

    /**
     * A step of a plan that is approved whole.
     *
     * @param undo whether and how it can be taken back, in words
     * @param forGood whether it cannot
     * @param note why policy asks about it or forbids it; null when it would run by itself
     */
    public record Step(
            int number,
            String sentence,
            boolean critical,
            String undo,
            boolean forGood,
            @Nullable String note) {}

    /** @param before the record as it was when a person was asked */
    public static Proposal of(Tool tool, Map<String, Object> arguments, Map<String, Object> before) {
        if (tool.equals(LeadPlan.TOOL)) {
            return PlanWords.of(arguments);
        }
        return new Proposal(
                Sentences.of(tool.name(), tool.title(), new Words(arguments, before)),
                Changes.of(tool, arguments, before),
                candidates(before),
                atStake(arguments, before),
                tool.undo(),
                List.of());
    }

    /** The amount that is asked for, else that of the record; the office's totals are in minor units. */
    private static @Nullable String atStake(Map<String, Object> arguments, Map<String, Object> before) {
        if (before.get("total") instanceof Number total && before.get("currency") instanceof String currency) {
            return Money.words(total.longValue(), Currency.getInstance(currency));
        }
        Object amount = arguments.getOrDefault("amount", before.get("amount"));
        return amount instanceof Number number ? Values.number(number) : null;
    }

    /** How it can be taken back, in words. */
    public String undoWords() {
        if (!steps.isEmpty()) {
            long forGood = steps.stream().filter(Step::forGood).count();
            return forGood == 0
                    ? "Every step can be undone"
                    : "%d of %d steps cannot be undone".formatted(forGood, steps.size());
        }
        return undoWords(undo);
    }

    public static String undoWords(Undo undo) {
        return switch (undo) {
            case NONE -> "Changes nothing";
            case REVERSIBLE -> "Can be undone: the earlier values come back";
            case COMPENSATABLE -> "Can be undone: what it makes is removed";
            case IRREVERSIBLE -> "Cannot be undone";
        };
    }

    private static List<String> candidates(Map<String, Object> before) {
        return before.get("candidates") instanceof Collection<?> many
                ? many.stream().map(Proposal::candidate).toList()
                : List.of();
    }

    private static String candidate(Object candidate) {
        if (!(candidate instanceof Map<?, ?> record) || !(record.get("fields") instanceof Map<?, ?> fields)) {
            return Visible.line(String.valueOf(candidate), 200);
        }
        List<String> known = List.of("firstName", "lastName", "name", "company", "email", "phone").stream()
                .filter(fields::containsKey)
                .map(name -> Visible.line(String.valueOf(fields.get(name)), 80))
                .toList();
        return "%s %s: %s".formatted(record.get("type"), record.get("id"), String.join(", ", known));
    }
}
