package dev.handrail.policy;

import dev.cel.common.CelErrorCode;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.handrail.call.Digest;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Tool;
import dev.handrail.tool.Undo;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Rules over tool calls. The strictest permission of the tool's own and of every rule that matches counts; a rule
 * never loosens what the tool declares. A condition that cannot be evaluated asks a person.
 */
public final class Policy {

    /** How long an authorization waits when a rule does not say. */
    public static final Duration DEFAULT_EXPIRY = Duration.ofHours(72);

    private static final MapType ANY_MAP = MapType.create(SimpleType.STRING, SimpleType.DYN);
    private static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("tool", SimpleType.STRING)
            .addVar("actor", SimpleType.STRING)
            .addVar("args", ANY_MAP)
            .addVar("analysis", ANY_MAP)
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private final List<CompiledRule> rules;
    private final String hash;

    private Policy(List<CompiledRule> rules, String hash) {
        this.rules = List.copyOf(rules);
        this.hash = hash;
    }

    private record Document(
            @Nullable Integer version, @Nullable List<@Nullable Rule> rules) {}

    /**
     * @param tools names this is about; every tool when left out
     * @param when a CEL condition over {@code tool}, {@code args}, {@code actor} and {@code analysis}; always when left out
     * @param reason in the words an approver reads
     * @param expiresAfterHours hours an authorization waits
     */
    record Rule(
            String name,
            @Nullable List<String> tools,
            @Nullable String when,
            Permission permission,
            String reason,
            @Nullable Integer expiresAfterHours) {}

    private record CompiledRule(Rule rule, CelRuntime.@Nullable Program condition) {

        boolean isAbout(String tool) {
            return rule.tools() == null || rule.tools().contains(tool);
        }
    }

    /**
     * What the policy says about one call.
     *
     * @param rule name of the rule that decided; null when the tool's own permission did
     */
    public record Ruling(Permission permission, @Nullable String rule, String reason, Duration expiresAfter) {}

    /** @throws IllegalArgumentException with every problem found, and the line where the YAML itself is wrong */
    public static Policy parse(String yaml, Catalog catalog) {
        Document document = read(yaml);
        List<String> problems = new ArrayList<>();
        if (document.version() == null || document.version() != 1) {
            problems.add("version must be 1");
        }
        Set<String> names = new HashSet<>();
        List<CompiledRule> compiled = new ArrayList<>();
        List<@Nullable Rule> rules = Optional.ofNullable(document.rules()).orElse(List.of());
        for (int number = 1; number <= rules.size(); number++) {
            Rule rule = rules.get(number - 1);
            if (rule == null || rule.name() == null || rule.name().isBlank()) {
                problems.add("rule %d has no name".formatted(number));
            } else if (!names.add(rule.name())) {
                problems.add("two rules are called %s".formatted(rule.name()));
            } else {
                compile(rule, catalog, problems).ifPresent(compiled::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("The policy is refused: " + String.join("; ", problems));
        }
        return new Policy(compiled, Digest.ofText(yaml));
    }

    private static Document read(String yaml) {
        try {
            Document document = YAML.readValue(yaml, Document.class);
            if (document == null) {
                throw new IllegalArgumentException("The policy is empty; it needs version and rules");
            }
            return document;
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new IllegalArgumentException(
                    "The policy cannot be read%s: %s".formatted(where, e.getOriginalMessage()), e);
        }
    }

    private static Optional<CompiledRule> compile(Rule rule, Catalog catalog, List<String> problems) {
        List<String> found = new ArrayList<>();
        if (rule.tools() != null) {
            rule.tools().stream()
                    .filter(tool -> catalog.find(tool).isEmpty())
                    .forEach(tool -> found.add("there is no tool called %s".formatted(tool)));
        }
        if (rule.permission() == null) {
            found.add("it needs a permission");
        }
        if (rule.reason() == null || rule.reason().isBlank()) {
            found.add("it needs a reason, in the words an approver reads");
        }
        if (rule.expiresAfterHours() != null && rule.expiresAfterHours() < 1) {
            found.add("expiresAfterHours is 1 or more");
        }
        CelRuntime.Program condition = null;
        try {
            if (rule.when() != null) {
                condition = RUNTIME.createProgram(COMPILER.compile(rule.when()).getAst());
            }
        } catch (CelValidationException | CelEvaluationException e) {
            found.add(e.getMessage());
        }
        found.forEach(problem -> problems.add("rule %s: %s".formatted(rule.name(), problem)));
        return found.isEmpty() ? Optional.of(new CompiledRule(rule, condition)) : Optional.empty();
    }

    /** SHA-256 of the policy's text. */
    public String hash() {
        return hash;
    }

    /** Why the tool itself asks, when no rule gives a reason. */
    private static String ownReason(Tool tool) {
        return switch (tool.permission()) {
            case SOFT_LIMIT -> "%s needs reasoning".formatted(tool.title());
            case UNRESTRICTED, REQUIRES_AUTHORIZATION, FORBIDDEN ->
                tool.undo() == Undo.IRREVERSIBLE
                        ? "%s cannot be undone".formatted(tool.title())
                        : "%s always needs a person".formatted(tool.title());
        };
    }

    /** @param analysis the lead's intent, fitScore and decision; empty for a call outside a lead */
    public Ruling rulingOn(Tool tool, String actor, Map<String, Object> arguments, Map<String, Object> analysis) {
        Ruling strictest = new Ruling(tool.permission(), null, ownReason(tool), DEFAULT_EXPIRY);
        Map<String, Object> variables = new HashMap<>();
        variables.put("tool", tool.name());
        variables.put("actor", actor);
        variables.put("args", celValue(arguments));
        variables.put("analysis", celValue(analysis));
        for (CompiledRule compiled : rules) {
            if (!compiled.isAbout(tool.name())) {
                continue;
            }
            Rule rule = compiled.rule();
            Permission permission = permissionBy(compiled, variables);
            if (decides(permission, strictest)) {
                Integer hours = rule.expiresAfterHours();
                strictest = new Ruling(
                        permission,
                        rule.name(),
                        rule.reason(),
                        hours == null ? DEFAULT_EXPIRY : Duration.ofHours(hours));
            }
        }
        return strictest;
    }

    /** The first of the strictest rules; it also says why and for how long what the tool itself only demands. */
    private static boolean decides(Permission permission, Ruling strictest) {
        int stricter = permission.compareTo(strictest.permission());
        return stricter > 0 || (stricter == 0 && strictest.rule() == null && permission != Permission.UNRESTRICTED);
    }

    /** CEL knows one integer, the Long, and one fraction, the Double; JSON and YAML bring others. */
    private static @Nullable Object celValue(@Nullable Object value) {
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
                Map<String, @Nullable Object> adapted = new LinkedHashMap<>();
                map.forEach((key, entry) -> adapted.put(String.valueOf(key), celValue(entry)));
                yield adapted;
            }
            case Collection<?> list -> list.stream().map(Policy::celValue).toList();
            default -> value;
        };
    }

    private static Permission permissionBy(CompiledRule compiled, Map<String, Object> variables) {
        if (compiled.condition() == null) {
            return compiled.rule().permission();
        }
        try {
            Object matches = compiled.condition().eval(variables);
            if (matches instanceof Boolean known) {
                return known ? compiled.rule().permission() : Permission.UNRESTRICTED;
            }
            return Permission.REQUIRES_AUTHORIZATION;
        } catch (CelEvaluationException e) {
            return mentionsMissing(e) ? Permission.UNRESTRICTED : Permission.REQUIRES_AUTHORIZATION;
        }
    }

    /** An argument that was not given makes a condition about it false. */
    private static boolean mentionsMissing(CelEvaluationException failure) {
        return failure.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND;
    }
}
