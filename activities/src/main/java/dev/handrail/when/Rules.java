package dev.handrail.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Forms of words and what they mean; the first that fits counts.
 *
 * @param <C> what the meaning depends on, such as the day of today
 */
final class Rules<C, T> {

    private final List<Rule<C, T>> rules = new ArrayList<>();

    private record Rule<C, T>(Phrase phrase, BiFunction<Found, C, Optional<Answer<T>>> meaning) {}

    Rules<C, T> certain(String form, BiFunction<Found, C, T> meaning) {
        return add(form, (found, context) -> Answer.understood(meaning.apply(found, context)));
    }

    Rules<C, T> add(String form, BiFunction<Found, C, Answer<T>> meaning) {
        return addIf(form, (found, context) -> Optional.of(meaning.apply(found, context)));
    }

    /** For a form that fits only when what stands in its longer slots can be read. */
    Rules<C, T> addIf(String form, BiFunction<Found, C, Optional<Answer<T>>> meaning) {
        rules.add(new Rule<>(Phrase.of(form), meaning));
        return this;
    }

    Optional<Answer<T>> read(List<Token> tokens, C context) {
        for (Rule<C, T> rule : rules) {
            for (Found found : rule.phrase.matches(tokens)) {
                Optional<Answer<T>> answer = rule.meaning.apply(found, context);
                if (answer.isPresent()) {
                    return answer;
                }
            }
        }
        return Optional.empty();
    }
}
