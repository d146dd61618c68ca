package dev.handrail.when;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What words were taken for: one value for certain, or a question. */
public sealed interface Answer<T> {

    record Understood<T>(T value) implements Answer<T> {}

    /**
     * @param why what is wrong with the words; without candidates also what to say instead
     * @param candidates what may have been meant; said as they print themselves, they are understood
     */
    record Unclear<T>(String why, List<T> candidates) implements Answer<T> {
        public Unclear {
            if (why.isBlank()) {
                throw new IllegalArgumentException("A question says why it is asked");
            }
            candidates = candidates.stream().distinct().toList();
        }

        /** To hand to the person or the model that said the words. */
        public String question() {
            return candidates.isEmpty()
                    ? why
                    : why + "; say " + candidates.stream().map(Object::toString).collect(Collectors.joining(" or "));
        }
    }

    static <T> Answer<T> understood(T value) {
        return new Understood<>(value);
    }

    @SafeVarargs
    static <T> Answer<T> unclear(String why, T... candidates) {
        return new Unclear<>(why, List.of(candidates));
    }

    /** Of a question's candidates those stay that {@code next} understands. */
    default <U> Answer<U> then(Function<T, Answer<U>> next) {
        return switch (this) {
            case Understood<T>(T value) -> next.apply(value);
            case Unclear<T>(String why, List<T> candidates) ->
                new Unclear<>(
                        why,
                        candidates.stream()
                                .flatMap(candidate -> next.apply(candidate).certain())
                                .toList());
        };
    }

    default <U> Answer<U> map(Function<T, U> change) {
        return then(value -> understood(change.apply(value)));
    }

    /** The value if there is one, else nothing. */
    default Stream<T> certain() {
        return switch (this) {
            case Understood<T>(T value) -> Stream.of(value);
            case Unclear<T> _ -> Stream.empty();
        };
    }
}
