package dev.handrail;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.handrail.call.ToolCall;
import dev.handrail.lead.CarelessWorkflowCode;
import dev.handrail.lead.PlanTemplate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Workflow code does the same each time it is replayed: it asks no clock, no dice, no thread and no file, and iterates
 * nothing whose order differs from one JVM to the next. What {@code temporal-workflowcheck} would find, as rules of our
 * own, because it is not published where we build from.
 */
@AnalyzeClasses(packages = "dev.handrail", importOptions = DoNotIncludeTests.class)
class DeterminismTest {

    private static final String[] WORKFLOW_CODE = {
        "dev.handrail.lead..", "dev.handrail.call..", "dev.handrail.authorization..", "dev.handrail.safety.."
    };

    @ArchTest
    static final ArchRule asksNoClock = noClasses()
            .that()
            .resideInAnyPackage(WORKFLOW_CODE)
            .should()
            .callMethodWhere(describe(
                    "it reads the time of the machine",
                    call -> (ownedBy(call, "java.time.") && call.getName().equals("now"))
                            || (owner(call).equals("java.time.Clock")
                                    && call.getName().startsWith("system"))
                            || (owner(call).equals("java.lang.System")
                                    && (call.getName().equals("currentTimeMillis")
                                            || call.getName().equals("nanoTime")))));

    @ArchTest
    static final ArchRule throwsNoDice = noClasses()
            .that()
            .resideInAnyPackage(WORKFLOW_CODE)
            .should()
            .callMethodWhere(describe(
                    "its answer is random",
                    call -> (owner(call).equals("java.lang.Math")
                                    && call.getName().equals("random"))
                            || (owner(call).equals("java.util.UUID")
                                    && call.getName().equals("randomUUID"))
                            || (owner(call).equals("java.lang.System")
                                    && call.getName().equals("identityHashCode"))
                            || (owner(call).equals("java.util.Collections")
                                    && call.getName().equals("shuffle"))))
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Random|SplittableRandom)|java\\.util\\.random\\..*"
                    + "|java\\.security\\.SecureRandom|java\\.util\\.concurrent\\.ThreadLocalRandom");

    @ArchTest
    static final ArchRule startsNoThread = noClasses()
            .that()
            .resideInAnyPackage(WORKFLOW_CODE)
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.lang\\.Thread(Local|Group)?|java\\.util\\.concurrent\\..*|java\\.util\\.Timer")
            .orShould()
            .callMethodWhere(describe(
                    "it runs in parallel",
                    call -> call.getName().equals("parallelStream")
                            || (ownedBy(call, "java.util.stream.")
                                    && call.getName().equals("parallel"))));

    @ArchTest
    static final ArchRule touchesNoFileNetworkDatabaseOrEnvironment = noClasses()
            .that()
            .resideInAnyPackage(WORKFLOW_CODE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net..", "java.net.http..", "java.sql..", "javax.sql..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(File|Console|RandomAccessFile|.*Stream|.*Reader|.*Writer).*")
            .orShould()
            .callMethodWhere(describe(
                    "it reads the environment",
                    call -> owner(call).equals("java.lang.System")
                            && (call.getName().equals("getenv")
                                    || call.getName().equals("getProperty"))));

    @ArchTest
    static final ArchRule logsThroughTemporalOrNotAtAll = noClasses()
            .that()
            .resideInAnyPackage(WORKFLOW_CODE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "java.util.logging..", "java.lang.System.Logger");

    /**
     * {@code PlanTemplate} runs in an activity; {@code ToolCall} hashes its map with the keys sorted. The safety guard
     * only looks things up in its tables.
     */
    @ArchTest
    static final ArchRule iteratesNothingInRandomOrder = noClasses()
            .that()
            .resideInAnyPackage(WORKFLOW_CODE)
            .and()
            .resideOutsideOfPackage("dev.handrail.safety..")
            .and()
            .doNotBelongToAnyOf(PlanTemplate.class, ToolCall.class)
            .should()
            .callCodeUnitWhere(hasAnOrderOfItsOwn());

    private static DescribedPredicate<JavaCall<?>> hasAnOrderOfItsOwn() {
        Set<String> unordered = Set.of("java.util.HashMap", "java.util.HashSet", "java.util.IdentityHashMap");
        Set<String> collectors = Set.of("toSet", "toUnmodifiableSet", "toMap", "toUnmodifiableMap", "groupingBy");
        return describe(
                "the order of what it makes differs from one JVM to the next",
                call -> (unordered.contains(owner(call)) && call.getName().equals("<init>"))
                        || (isSetOrMap(call)
                                && Set.of("of", "copyOf", "ofEntries").contains(call.getName())
                                && !call.getTarget().getRawParameterTypes().isEmpty())
                        || (owner(call).equals("java.util.stream.Collectors") && collectors.contains(call.getName())));
    }

    private static boolean isSetOrMap(JavaCall<?> call) {
        return owner(call).equals("java.util.Set") || owner(call).equals("java.util.Map");
    }

    private static boolean ownedBy(JavaCall<?> call, String prefix) {
        return owner(call).startsWith(prefix);
    }

    private static String owner(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        return owner.getName();
    }

    @Test
    void theRulesFindWhatTheyForbid() {
        List<ArchRule> rules = List.of(
                asksNoClock,
                throwsNoDice,
                startsNoThread,
                touchesNoFileNetworkDatabaseOrEnvironment,
                logsThroughTemporalOrNotAtAll,
                iteratesNothingInRandomOrder);

        for (int number = 0; number < rules.size(); number++) {
            Class<?> careless = CarelessWorkflowCode.all().get(number);
            assertThat(rules.get(number)
                            .evaluate(new ClassFileImporter().importClasses(careless))
                            .hasViolation())
                    .as(careless.getName())
                    .isTrue();
        }
    }
}
