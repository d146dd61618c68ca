package dev.handrail.api;

import dev.handrail.api.credential.AdminKeyFile;
import dev.handrail.api.problem.ProblemReportValve;
import dev.handrail.api.request.IdempotencyHeader;
import dev.handrail.api.request.KnownParameters;
import dev.handrail.api.request.RequestKeys;
import dev.handrail.api.request.StoredRequestKeys;
import dev.handrail.api.request.StrictJsonConverter;
import dev.handrail.api.temporal.Temporal;
import dev.handrail.connection.Migrations;
import dev.handrail.credential.ApiKeys;
import dev.handrail.tenant.TenantTransactions;
import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import org.apache.catalina.Container;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.PropertySource;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The whole front, for a program of its own or as a part of another. Needs what {@code HandrailConfiguration} offers, and
 * a {@code WorkflowClient}.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        basePackages = "dev.handrail.api",
        excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = ApiApplication.class))
@EnableConfigurationProperties(ApiProperties.class)
@PropertySource("classpath:handrail-api.properties")
public class ApiConfiguration {

    @Bean
    Temporal temporal(WorkflowClient client) {
        return new Temporal(client);
    }

    @Bean
    @ConditionalOnProperty("handrail.admin-key-file")
    AdminKeyFile adminKeyFile(@Value("${handrail.admin-key-file}") Path file, ApiKeys keys, Migrations migrations) {
        return new AdminKeyFile(file, keys, migrations);
    }

    @Bean
    RequestKeys requestKeys(TenantTransactions transactions, JdbcClient jdbc) {
        return new StoredRequestKeys(transactions, jdbc);
    }

    @Bean
    IdempotencyHeader idempotencyHeader(RequestKeys keys) {
        return new IdempotencyHeader(keys);
    }

    @Bean
    WebMvcConfigurer strictRequests(ApiProperties properties) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new KnownParameters());
            }

            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.addCustomConverter(new StrictJsonConverter(properties.maxBodyBytes()));
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatProblems() {
        return factory -> factory.addContextCustomizers(context -> {
            Container host = context.getParent();
            if (host instanceof StandardHost standard) {
                standard.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        });
    }
}
