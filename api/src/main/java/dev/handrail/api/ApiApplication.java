package dev.handrail.api;

import dev.handrail.connection.DatabaseConfiguration;
import dev.handrail.connection.TemporalConfiguration;
import dev.handrail.setup.HandrailConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The front as a program of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@Import({DatabaseConfiguration.class, TemporalConfiguration.class, HandrailConfiguration.class, ApiConfiguration.class})
public class ApiApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ApiApplication.class, arguments);
    }
}
