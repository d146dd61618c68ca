package dev.handrail.worker;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The worker as a program of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@Import(WorkerConfiguration.class)
public class WorkerApplication {

    static void main(String[] arguments) {
        new SpringApplicationBuilder(WorkerApplication.class)
                .properties("spring.config.name=worker")
                .run(arguments);
    }
}
