package dev.handrail.redaction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Recognises names of fields by their whole words, however they are joined. */
final class SensitiveNames {

    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{L})(?=\\p{N})"
                    + "|(?<=\\p{N})(?=\\p{L})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    /** Far more than the arguments and fields that there are; callers may make up others. */
    private static final int REMEMBERED = 2_000;

    private final Set<String> names;
    private final int longest;
    private final Cache<String, Boolean> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** @param names in camelCase */
    SensitiveNames(List<String> names) {
        this.names = names.stream().map(name -> String.join("", words(name))).collect(Collectors.toUnmodifiableSet());
        this.longest = names.stream().mapToInt(name -> words(name).size()).max().orElse(0);
    }

    boolean cover(String field) {
        return known.get(field, this::isCovered);
    }

    private boolean isCovered(String field) {
        List<String> words = words(field);
        Set<String> runs = new HashSet<>();
        for (int from = 0; from < words.size(); from++) {
            for (int to = from + 1; to <= Math.min(words.size(), from + longest); to++) {
                runs.add(String.join("", words.subList(from, to)));
            }
        }
        return runs.stream().anyMatch(names::contains);
    }

    private static List<String> words(String name) {
        return Arrays.stream(BETWEEN_WORDS.split(name))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
