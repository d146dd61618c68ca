package dev.handrail.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelUnknownSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A CEL expression over the facts of a call, checked and ready to be evaluated. */
final class Expression {

    /** What may be read of these; a misspelt name would never be there, and its condition would always hold. */
    private static final Map<String, List<String>> FIELDS = Map.of(
            "actor", List.of("id", "kind", "roles"),
            "analysis", List.of("intent", "fitScore", "decision"),
            "history", HistoryFact.labels());

    private static final int MOST_ITERATIONS = 100_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .enableUnknownTracking(true)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .build();
    private static final CelCompiler CONDITIONS =
            compiler().setResultType(SimpleType.BOOL).build();
    private static final CelCompiler TEXTS = compiler().build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    private final CelRuntime.Program program;
    private final Map<String, Boolean> arguments;

    private Expression(CelRuntime.Program program, Map<String, Boolean> arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    /** Names of the arguments it reads, and whether it asks first if they are there. */
    Map<String, Boolean> arguments() {
        return arguments;
    }

    /** @param offset where in the expression, in code points */
    record Fault(int offset, String message) {}

    /** An expression cannot be compiled. */
    static final class Faulty extends Exception {

        private final transient List<Fault> faults;

        Faulty(List<Fault> faults) {
            super(faults.toString(), null, false, false);
            this.faults = List.copyOf(faults);
        }

        List<Fault> faults() {
            return faults;
        }
    }

    private static CelCompilerBuilder compiler() {
        CelType anyMap = MapType.create(SimpleType.STRING, SimpleType.DYN);
        CelCompilerBuilder compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("tool", SimpleType.STRING)
                .addVar("items", SimpleType.DYN);
        Stream.concat(Variables.MAPS.stream(), Variables.RECORD_TYPES.stream())
                .forEach(name -> compiler.addVar(name, anyMap));
        return compiler;
    }

    /** Is true or false. */
    static Expression condition(String text) throws Faulty {
        return compiled(text, CONDITIONS);
    }

    /** Is anything that can be shown. */
    static Expression text(String text) throws Faulty {
        return compiled(text, TEXTS);
    }

    private static Expression compiled(String text, CelCompiler compiler) throws Faulty {
        try {
            CelAbstractSyntaxTree tree = compiler.compile(text).getAst();
            List<Fault> misspelt = misspelt(tree);
            if (!misspelt.isEmpty()) {
                throw new Faulty(misspelt);
            }
            return new Expression(RUNTIME.createProgram(tree), argumentsOf(tree));
        } catch (CelValidationException e) {
            throw new Faulty(List.<CelIssue>copyOf(e.getErrors()).stream()
                    .map(issue -> fault(issue, text))
                    .toList());
        } catch (CelEvaluationException e) {
            throw new Faulty(List.of(new Fault(0, String.valueOf(e.getMessage()))));
        }
    }

    private static Fault fault(CelIssue issue, String text) {
        CelSourceLocation at = issue.getSourceLocation();
        int lineStart = text.lines()
                .limit(Math.max(0, at.getLine() - 1))
                .mapToInt(line -> line.codePointCount(0, line.length()) + 1)
                .sum();
        return new Fault(
                lineStart + Math.max(0, at.getColumn()), issue.getMessage().replace(" (in container '')", ""));
    }

    private static Map<String, Boolean> argumentsOf(CelAbstractSyntaxTree tree) {
        Map<String, Boolean> arguments = new TreeMap<>();
        CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .filter(expression -> expression.exprKind().getKind() == Kind.SELECT)
                .map(CelExpr::select)
                .filter(select -> select.operand().exprKind().getKind() == Kind.IDENT
                        && select.operand().ident().name().equals("args"))
                .forEach(select -> arguments.merge(select.field(), select.testOnly(), Boolean::logicalOr));
        return arguments;
    }

    private static List<Fault> misspelt(CelAbstractSyntaxTree tree) {
        List<Fault> faults = new ArrayList<>();
        Map<Long, Integer> positions = tree.getSource().getPositionsMap();
        CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .filter(expression -> expression.exprKind().getKind() == Kind.SELECT)
                .forEach(expression -> {
                    CelExpr operand = expression.select().operand();
                    String field = expression.select().field();
                    List<String> fields = operand.exprKind().getKind() == Kind.IDENT
                            ? FIELDS.get(operand.ident().name())
                            : null;
                    if (fields != null && !fields.contains(field)) {
                        faults.add(new Fault(
                                positions.getOrDefault(expression.id(), 0),
                                "%s has no %s; it has %s"
                                        .formatted(operand.ident().name(), field, String.join(", ", fields))));
                    }
                });
        return faults;
    }

    Answer answer(Variables variables) {
        try {
            Object value = program.eval(variables.forOne());
            variables.throwFailure();
            return switch (value) {
                case Boolean holds -> Answer.of(holds);
                case CelUnknownSet unknown -> open(unknown, variables);
                default -> new Answer.Open("it is neither true nor false", List.of());
            };
        } catch (CelEvaluationException e) {
            variables.throwFailure();
            return new Answer.Open(why(e), List.of());
        }
    }

    private static Answer open(CelUnknownSet unknown, Variables variables) {
        Set<String> names = new LinkedHashSet<>(variables.unknown());
        for (CelAttribute attribute : new LinkedHashSet<CelAttribute>(unknown.attributes())) {
            names.add(attribute.toString());
        }
        return new Answer.Open("%s cannot be known".formatted(String.join(", ", names)), List.copyOf(names));
    }

    /** In the words of CEL, which name fields and functions but no values. */
    private static String why(CelEvaluationException failure) {
        String message = String.valueOf(failure.getMessage()).replaceFirst("^evaluation error at <input>:\\d+: ", "");
        if (failure.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND) {
            return message.replaceFirst("^(?:key ')?(\\w+)(?:' is not present in map\\.)?$", "$1 is missing");
        }
        return message.replaceFirst(" Overload candidates: .*$", "").replaceFirst("\\.$", "");
    }

    /** The value as text; a question mark when there is none. */
    String shown(Variables variables) {
        try {
            Object value = program.eval(variables.forOne());
            variables.throwFailure();
            return value instanceof CelUnknownSet ? "?" : Shown.of(value);
        } catch (CelEvaluationException e) {
            variables.throwFailure();
            return "?";
        }
    }
}
