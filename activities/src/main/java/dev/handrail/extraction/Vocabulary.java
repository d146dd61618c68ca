package dev.handrail.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The words that the rules know, from {@code words.yaml}. */
final class Vocabulary {

    private static final Vocabulary ENGLISH_AND_SOME_GERMAN = read();

    private final Map<String, List<String>> lists;
    private final Map<String, Set<String>> sets;
    private final Map<String, String> states = new HashMap<>();

    private Vocabulary(Map<String, List<String>> lists) {
        this.lists = lists;
        this.sets =
                lists.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
        for (String state : list("states")) {
            int space = state.lastIndexOf(' ');
            String code = state.substring(space + 1);
            states.put(state.substring(0, space), code);
            states.put(code.toLowerCase(Locale.ROOT), code);
        }
    }

    static Vocabulary get() {
        return ENGLISH_AND_SOME_GERMAN;
    }

    boolean has(String list, Token token) {
        return set(list).contains(token.lower());
    }

    boolean endsWithOne(String list, Token token) {
        return list(list).stream().anyMatch(ending -> token.lower().endsWith(ending));
    }

    List<String> list(String name) {
        return known(lists, name);
    }

    /** The code of a state, from its name or its code. */
    Optional<String> state(String words) {
        return Optional.ofNullable(
                states.get(words.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT)));
    }

    private Set<String> set(String name) {
        return known(sets, name);
    }

    private static <T> T known(Map<String, T> all, String name) {
        T found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException("words.yaml has no list \"%s\"".formatted(name));
        }
        return found;
    }

    private static Vocabulary read() {
        try (InputStream file = Vocabulary.class.getResourceAsStream("words.yaml")) {
            Map<?, ?> yaml = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(file);
            Map<String, List<String>> lists = new HashMap<>();
            yaml.forEach((name, words) -> lists.put(name.toString(), words(words.toString())));
            return new Vocabulary(lists);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(String text) {
        String separator = text.contains(",") ? "," : "\\s+";
        return Arrays.stream(text.strip().split(separator)).map(String::strip).toList();
    }
}
