package dev.handrail.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A form of words, such as {@code [in] {n} {unit} from|after {date}}: brackets may be left out, bars separate choices,
 * braces are slots. A slot of one token stands in the {@link Vocabulary}; any other takes one token or more, and the rule
 * reads them. A 2 or 3 at the end of a slot's name only tells it from another.
 */
final class Phrase {

    private final List<Piece> pieces;
    private final int shortest;
    private final int longest;

    private Phrase(List<Piece> pieces) {
        this.pieces = pieces;
        this.shortest = (int) pieces.stream().filter(piece -> !piece.optional).count();
        this.longest = pieces.stream().anyMatch(Piece::takesMany) ? Integer.MAX_VALUE : pieces.size();
    }

    static Phrase of(String form) {
        return new Phrase(List.of(form.split(" ")).stream().map(Piece::of).toList());
    }

    /** Every way in which all the tokens fit. */
    List<Found> matches(List<Token> tokens) {
        List<Found> found = new ArrayList<>();
        if (tokens.size() >= shortest && tokens.size() <= longest) {
            match(0, tokens, new LinkedHashMap<>(), found);
        }
        return found;
    }

    private void match(int piece, List<Token> rest, Map<String, Object> slots, List<Found> found) {
        if (piece == pieces.size()) {
            if (rest.isEmpty()) {
                found.add(new Found(Map.copyOf(slots)));
            }
            return;
        }
        Piece next = pieces.get(piece);
        int most = next.takesMany() ? rest.size() : Math.min(1, rest.size());
        for (int taken = 1; taken <= most; taken++) {
            List<Token> part = rest.subList(0, taken);
            if (next.fits(part, slots)) {
                match(piece + 1, rest.subList(taken, rest.size()), slots, found);
                slots.remove(next.name);
            }
        }
        if (next.optional) {
            match(piece + 1, rest, slots, found);
        }
    }

    /** @param name of the slot; empty when it is one of the choices */
    private record Piece(boolean optional, String name, List<String> choices) {

        static Piece of(String form) {
            boolean optional = form.startsWith("[");
            String inner = optional ? form.substring(1, form.length() - 1) : form;
            return inner.startsWith("{")
                    ? new Piece(optional, inner.substring(1, inner.length() - 1), List.of())
                    : new Piece(optional, "", List.of(inner.split("\\|")));
        }

        boolean takesMany() {
            return !name.isEmpty() && !Vocabulary.hasSlot(kind());
        }

        boolean fits(List<Token> tokens, Map<String, Object> slots) {
            if (name.isEmpty()) {
                return choices.stream().anyMatch(tokens.getFirst()::is);
            }
            Object value = takesMany() ? tokens : Vocabulary.value(kind(), tokens.getFirst());
            if (value == null) {
                return false;
            }
            slots.put(name, value);
            return true;
        }

        private String kind() {
            return name.endsWith("2") || name.endsWith("3") ? name.substring(0, name.length() - 1) : name;
        }
    }
}
