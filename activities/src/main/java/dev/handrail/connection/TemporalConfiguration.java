package dev.handrail.connection;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.context.ContextPropagator;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The client to Temporal; it connects when it is first used, so Temporal may be away at start-up. A
 * {@link DataConverter}, client interceptors and context propagators are taken from the beans there are.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TemporalSettings.class)
public class TemporalConfiguration {

    private static final double METRICS_EVERY_SECONDS = 10;

    @Bean(destroyMethod = "close")
    Scope temporalMetrics(ObjectProvider<MeterRegistry> registry) {
        return Optional.ofNullable(registry.getIfUnique())
                .map(meters -> new RootScopeBuilder()
                        .reporter(new MicrometerClientStatsReporter(meters))
                        .reportEvery(Duration.ofSeconds(METRICS_EVERY_SECONDS)))
                .orElseGet(() -> new RootScopeBuilder().reportEvery(Duration.ZERO));
    }

    @Bean(destroyMethod = "shutdownNow")
    WorkflowServiceStubs workflowServiceStubs(TemporalSettings settings, Scope temporalMetrics) throws IOException {
        WorkflowServiceStubsOptions.Builder options = WorkflowServiceStubsOptions.newBuilder()
                .setTarget(settings.address())
                .setMetricsScope(temporalMetrics);
        if (settings.encrypted()) {
            options.setSslContext(tls(settings));
        }
        if (settings.apiKey() != null) {
            String key = settings.apiKey();
            options.addApiKey(() -> key);
        }
        if (settings.tlsServerName() != null) {
            String name = settings.tlsServerName();
            options.setChannelInitializer(channel -> channel.overrideAuthority(name));
        }
        return WorkflowServiceStubs.newServiceStubs(options.build());
    }

    @Bean
    WorkflowClient workflowClient(
            WorkflowServiceStubs workflowServiceStubs,
            TemporalSettings settings,
            ObjectProvider<DataConverter> converter,
            ObjectProvider<WorkflowClientInterceptor> interceptors,
            ObjectProvider<ContextPropagator> propagators) {
        WorkflowClientOptions.Builder options = WorkflowClientOptions.newBuilder()
                .setNamespace(settings.namespace())
                .setInterceptors(interceptors.orderedStream().toArray(WorkflowClientInterceptor[]::new))
                .setContextPropagators(propagators.orderedStream().toList());
        converter.ifUnique(options::setDataConverter);
        return WorkflowClient.newInstance(workflowServiceStubs, options.build());
    }

    private static SslContext tls(TemporalSettings settings) throws IOException {
        SslContextBuilder builder = GrpcSslContexts.forClient();
        if (settings.tlsServerCaCertPath() != null) {
            builder.trustManager(new File(settings.tlsServerCaCertPath()));
        }
        if (settings.tlsClientCertPath() != null && settings.tlsClientKeyPath() != null) {
            builder.keyManager(new File(settings.tlsClientCertPath()), new File(settings.tlsClientKeyPath()));
        }
        return builder.build();
    }
}
