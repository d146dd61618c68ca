package dev.handrail.safety;

import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One pass over the fields of a lead or of a tool call; collects what is wrong, in the order of the fields. */
final class Inspection {

    /** A text area of Salesforce holds 131,072 characters; nothing longer could be stored. */
    private static final int LONGEST_TEXT = 131_072;

    /** Keeps an inspection well under the second that Temporal grants workflow code without a pause. */
    private static final int LONGEST_IN_ALL = 300_000;

    private static final int DEEPEST = 50;

    private static final List<Rule> RULES = Stream.of(ScriptRules.ALL, CodeRules.ALL, QueryRules.ALL, BreakoutRules.ALL)
            .flatMap(Collection::stream)
            .toList();

    private static final Set<String> KEYS_OF_OBJECTS = Set.of("__proto__", "constructor", "prototype");
    private static final Pattern PRINTABLE_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    private static final Pattern KEY_PATH = Pattern.compile("[.\\[\\]'\"/]+");
    private static final Pattern LINE_BREAK = Pattern.compile("[\\t\\n\\r]");
    private static final Pattern SCHEME_OF_SCRIPTS =
            Pattern.compile("\\s{0,20}(?:javascript|vbscript|data|file|blob)\\s?:");

    private final Set<String> violations = new LinkedHashSet<>();
    private int inspected;

    List<String> violations() {
        return List.copyOf(violations);
    }

    void addAll(Collection<String> more) {
        violations.addAll(more);
    }

    void value(String path, @Nullable Object value) {
        value(path, value, 0);
    }

    void text(String path, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return;
        }
        if (text.length() > LONGEST_TEXT) {
            violations.add("%s is longer than %d characters; shorten it".formatted(path, LONGEST_TEXT));
            return;
        }
        String plain = Reading.undisguised(text);
        inspected += plain.length();
        if (inspected > LONGEST_IN_ALL) {
            violations.add("The texts hold more than %d characters in all; shorten them".formatted(LONGEST_IN_ALL));
            return;
        }
        List<Reading> readings = Reading.of(plain);
        for (Rule rule : RULES) {
            for (Reading reading : readings) {
                if (rule.matches(reading)) {
                    violations.add(rule.attack().violation(path));
                    break;
                }
            }
        }
        if (path.endsWith("website") && readings.stream().anyMatch(Inspection::isScriptAddress)) {
            violations.add(Attack.SCRIPT_URL.violation(path));
        }
        PersonalData.find(plain)
                .forEach(finding -> violations.add(finding.kind().violation(path)));
    }

    /** A name of a field, or a path of such names. */
    void key(String path, @Nullable String key) {
        if (key == null) {
            return;
        }
        String plain = Reading.undisguised(Decoder.decode(key));
        if (KEY_PATH.splitAsStream(plain).map(String::strip).anyMatch(KEYS_OF_OBJECTS::contains)) {
            violations.add(Attack.PROTOTYPE.violation(path));
        }
        text(path, key);
    }

    private void value(String path, @Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            violations.add("%s is nested deeper than %d levels; flatten it".formatted(path, DEEPEST));
            return;
        }
        switch (value) {
            case null -> {}
            case String text -> text(path, text);
            case Map<?, ?> map -> map(path, map, depth);
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    value("%s[%d]".formatted(path, i), list.get(i), depth + 1);
                }
            }
            case Long number -> text(path, number.toString());
            case BigInteger number -> text(path, number.toString());
            default -> {}
        }
    }

    private void map(String path, Map<?, ?> map, int depth) {
        int index = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            index++;
            String key = String.valueOf(entry.getKey());
            int before = violations.size();
            key("The name of argument %d%s".formatted(index, path.isEmpty() ? "" : " in " + path), key);
            boolean printable = PRINTABLE_KEY.matcher(key).matches() && before == violations.size();
            String name = printable ? key : "argument %d".formatted(index);
            value(path.isEmpty() ? name : path + "." + name, entry.getValue(), depth + 1);
        }
    }

    private static boolean isScriptAddress(Reading reading) {
        return SCHEME_OF_SCRIPTS
                .matcher(LINE_BREAK.matcher(reading.lower()).replaceAll(""))
                .lookingAt();
    }
}
