package dev.handrail.policy;

import dev.handrail.policy.Expression.Fault;
import dev.handrail.policy.Expression.Faulty;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A reason with CEL in it: {@code Customer has ${record.tickets} tickets}. */
final class ReasonText {

    private final List<Part> parts;

    private ReasonText(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    private sealed interface Part {
        record Words(String text) implements Part {}

        record Value(Expression expression) implements Part {}
    }

    static ReasonText parse(String text) throws Faulty {
        List<Part> parts = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        int from = 0;
        int open = text.indexOf("${");
        while (open >= 0) {
            int close = closing(text, open + 2);
            if (close < 0) {
                faults.add(new Fault(points(text, open), "${ is not closed; it needs a }"));
                break;
            }
            parts.add(new Part.Words(text.substring(from, open)));
            try {
                parts.add(new Part.Value(Expression.text(text.substring(open + 2, close))));
            } catch (Faulty faulty) {
                int start = points(text, open + 2);
                faulty.faults().forEach(fault -> faults.add(new Fault(start + fault.offset(), fault.message())));
            }
            from = close + 1;
            open = text.indexOf("${", from);
        }
        if (!faults.isEmpty()) {
            throw new Faulty(faults);
        }
        parts.add(new Part.Words(text.substring(from)));
        return new ReasonText(parts);
    }

    private static int points(String text, int index) {
        return text.codePointCount(0, index);
    }

    /** The brace that ends the expression; those in its texts and maps do not. */
    private static int closing(String text, int from) {
        int depth = 0;
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return i;
            }
        }
        return -1;
    }

    String in(Variables variables) {
        return parts.stream()
                .map(part -> switch (part) {
                    case Part.Words(String text) -> text;
                    case Part.Value(Expression expression) -> expression.shown(variables);
                })
                .collect(Collectors.joining());
    }
}
