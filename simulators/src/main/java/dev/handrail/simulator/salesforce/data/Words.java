package dev.handrail.simulator.salesforce.data;

import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.FieldType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which records of an object hold a word in one of their texts, and how texts are cut into words. */
public final class Words {

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<FieldType> TEXTS = Set.of(
            FieldType.STRING, FieldType.TEXTAREA, FieldType.EMAIL, FieldType.PHONE, FieldType.URL, FieldType.COMBOBOX);

    private final Map<String, Set<String>> ids = new HashMap<>();

    /** In lower case. */
    public static List<String> of(String text) {
        var words = new ArrayList<String>();
        for (String word : BETWEEN.split(text.toLowerCase(Locale.ROOT))) {
            if (!word.isEmpty()) words.add(word);
        }
        return words;
    }

    /** Whether searches look into the field. */
    public static boolean searched(Field field) {
        return TEXTS.contains(field.type());
    }

    void change(String id, @Nullable Row before, @Nullable Row after) {
        Set<String> old = all(before);
        Set<String> now = all(after);
        for (String word : old) {
            if (!now.contains(word)) ids.getOrDefault(word, new HashSet<>()).remove(id);
        }
        for (String word : now) {
            if (!old.contains(word))
                ids.computeIfAbsent(word, key -> new LinkedHashSet<>()).add(id);
        }
    }

    Set<String> holding(String word) {
        return ids.getOrDefault(word, Set.of());
    }

    private static Set<String> all(@Nullable Row row) {
        var words = new HashSet<String>();
        if (row == null) return words;
        for (Field field : row.type().fields()) {
            if (searched(field) && row.get(field) instanceof String text) words.addAll(of(text));
        }
        return words;
    }
}
