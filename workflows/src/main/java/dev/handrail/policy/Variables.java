package dev.handrail.policy;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.PartialVars;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facts of one call as CEL reads them; each is asked for once, when the first condition reads it. */
final class Variables implements CelVariableResolver {

    /** Names for the record of a type. */
    static final List<String> RECORD_TYPES =
            List.of("account", "address", "contact", "invoice", "lead", "message", "opportunity", "service", "ticket");

    static final List<String> MAPS = List.of("args", "actor", "record", "history", "analysis");

    private final String tool;
    private final Facts facts;
    private final Map<String, Optional<Object>> known = new HashMap<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private @Nullable RuntimeException failure;

    Variables(String tool, Facts facts) {
        this.tool = tool;
        this.facts = facts;
    }

    /** For one evaluation; what is hidden of the arguments is unknown. */
    PartialVars forOne() {
        unknown.clear();
        return PartialVars.of(
                this,
                facts.hiddenArguments().stream()
                        .map(name -> CelAttributePattern.create("args").qualify(CelAttribute.Qualifier.ofString(name)))
                        .toArray(CelAttributePattern[]::new));
    }

    /** What the last evaluation read and nobody knows. */
    List<String> unknown() {
        return List.copyOf(unknown);
    }

    /** A fact that could not be asked for is an outage, not an answer. */
    void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Optional<Object> find(String name) {
        Optional<Object> value = known.get(name);
        if (value == null) {
            value = ask(name);
            known.put(name, value);
        }
        if (value.isEmpty()) {
            unknown.add(name);
        }
        return value;
    }

    private Optional<Object> ask(String name) {
        try {
            return value(name);
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private Optional<Object> value(String name) {
        return switch (name) {
            case "tool" -> Optional.of(tool);
            case "args" -> adapted(Optional.of(facts.arguments()));
            case "items" -> items();
            case "actor" -> adapted(facts.actor());
            case "record" -> adapted(facts.record());
            case "history" -> adapted(facts.history());
            case "analysis" -> adapted(facts.analysis());
            default -> RECORD_TYPES.contains(name) ? adapted(facts.record(name)) : Optional.empty();
        };
    }

    /** A call without items has none of them. */
    private Optional<Object> items() {
        if (facts.hiddenArguments().contains("items")) {
            return Optional.empty();
        }
        return Optional.of(adapted(facts.arguments().getOrDefault("items", List.of())));
    }

    private static Optional<Object> adapted(Optional<Map<String, Object>> map) {
        return map.map(Variables::adapted);
    }

    /** CEL knows one integer, the Long, and one fraction, the Double; JSON and YAML bring others. */
    private static Object adapted(@Nullable Object value) {
        return switch (value) {
            case null -> NullValue.NULL_VALUE;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case Float number -> number.doubleValue();
            case BigDecimal number -> number.doubleValue();
            case BigInteger number ->
                number.bitLength() < Long.SIZE ? (Object) number.longValue() : number.doubleValue();
            case Enum<?> constant -> constant.name();
            case Map<?, ?> map -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                map.forEach((key, entry) -> entries.put(String.valueOf(key), adapted(entry)));
                yield entries;
            }
            case Collection<?> list -> list.stream().map(Variables::adapted).toList();
            default -> value;
        };
    }
}
