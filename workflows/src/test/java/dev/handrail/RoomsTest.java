package dev.handrail;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInterface;
import java.lang.annotation.Annotation;

/** What the room {@code workflows/} may touch. */
@AnalyzeClasses(packages = "dev.handrail", importOptions = DoNotIncludeTests.class)
class RoomsTest {

    @ArchTest
    static final ArchRule workflowsKnowOnlyTemporalJsonYamlAndCel = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.handrail..",
                    "io.temporal..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation..",
                    "org.snakeyaml.engine..",
                    "dev.cel..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule workflowsAreReachedByTheirInterfacesOnly =
            classes().that(implementsA(WorkflowInterface.class)).should().bePackagePrivate();

    @ArchTest
    static final ArchRule activitiesAreImplementedInAnotherRoom =
            noClasses().should(be(implementsA(ActivityInterface.class)));

    private static DescribedPredicate<JavaClass> implementsA(Class<? extends Annotation> kind) {
        return describe(
                "implementing a " + kind.getSimpleName(),
                candidate -> !candidate.isInterface()
                        && candidate.getAllRawInterfaces().stream().anyMatch(type -> type.isAnnotatedWith(kind)));
    }
}
