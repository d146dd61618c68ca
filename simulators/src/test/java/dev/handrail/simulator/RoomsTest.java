package dev.handrail.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the room {@code simulators/} may touch. */
@AnalyzeClasses(packages = "dev.handrail.simulator", importOptions = DoNotIncludeTests.class)
class RoomsTest {

    @ArchTest
    static final ArchRule simulatorsKnowNothingOfHandrail = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax..",
                    "org.w3c.dom..",
                    "org.xml.sax..",
                    "dev.handrail.simulator..",
                    "io.netty..",
                    "picocli..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule theCommonPartKnowsNoCrm = noClasses()
            .that()
            .resideInAnyPackage(
                    "..simulator.http..", "..simulator.fault..", "..simulator.ledger..", "..simulator.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..simulator.salesforce..", "..simulator.hubspot..");

    @ArchTest
    static final ArchRule onlyHttpKnowsNetty = noClasses()
            .that()
            .resideOutsideOfPackage("..simulator.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");
}
