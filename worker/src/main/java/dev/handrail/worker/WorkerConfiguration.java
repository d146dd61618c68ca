package dev.handrail.worker;

import dev.handrail.connection.DatabaseConfiguration;
import dev.handrail.connection.Migrations;
import dev.handrail.connection.TemporalConfiguration;
import dev.handrail.presence.WorkerPresence;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The worker and what it needs, for a program to import. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerSettings.class)
@Import({DatabaseConfiguration.class, TemporalConfiguration.class, Registrations.class})
public class WorkerConfiguration {

    @Bean
    RunningWorker runningWorker(
            WorkflowClient client,
            WorkerSettings settings,
            Migrations migrations,
            ObjectProvider<WorkerRegistration> registrations,
            ObjectProvider<WorkerInterceptor> interceptors,
            WorkerPresence presence) {
        return new RunningWorker(
                client,
                settings,
                migrations,
                registrations.orderedStream().toList(),
                interceptors.orderedStream().toList(),
                presence);
    }

    @Bean
    WorkerHealth workerHealthIndicator(RunningWorker worker) {
        return new WorkerHealth(worker);
    }
}
