package dev.handrail.setup;

import com.google.crypto.tink.Aead;
import dev.handrail.approval.Approvers;
import dev.handrail.approval.AuthorizationDesk;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.approval.Grants;
import dev.handrail.audit.AuditLog;
import dev.handrail.breaker.BreakerRules;
import dev.handrail.breaker.Breakers;
import dev.handrail.budget.AuditedAlarm;
import dev.handrail.budget.Budgets;
import dev.handrail.connector.Connectors;
import dev.handrail.credential.ApiKeys;
import dev.handrail.credential.Tenants;
import dev.handrail.domain.DomainActions;
import dev.handrail.domain.DomainConfiguration;
import dev.handrail.door.DoorConfiguration;
import dev.handrail.door.PlanDoor;
import dev.handrail.lead.PlanTemplate;
import dev.handrail.limit.Limit;
import dev.handrail.limit.LimitRules;
import dev.handrail.limit.LimitRules.Tiers;
import dev.handrail.limit.LimitStore;
import dev.handrail.limit.Limits;
import dev.handrail.metrics.ToolMetrics;
import dev.handrail.notification.NotificationConfiguration;
import dev.handrail.notification.Outbox;
import dev.handrail.office.Latency;
import dev.handrail.office.OfficeConnector;
import dev.handrail.office.OfficeSetup;
import dev.handrail.outcome.LeadDesk;
import dev.handrail.outcome.LeadStore;
import dev.handrail.outcome.LeadUndoDesk;
import dev.handrail.person.People;
import dev.handrail.policy.Actors;
import dev.handrail.policy.History;
import dev.handrail.policy.Policies;
import dev.handrail.policy.PolicySimulation;
import dev.handrail.presence.WorkerPresence;
import dev.handrail.redaction.Redaction;
import dev.handrail.redaction.RedactionRules;
import dev.handrail.secret.CredentialConfiguration;
import dev.handrail.secret.CrmCredentials;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.tool.Catalog;
import dev.handrail.tracing.TracingConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Everything a program needs that works on leads or answers about them, for worker and api alike. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HandrailSettings.class)
@Import({
    CredentialConfiguration.class,
    DomainConfiguration.class,
    DoorConfiguration.class,
    EncryptionConfiguration.class,
    NotificationConfiguration.class,
    TracingConfiguration.class
})
public class HandrailConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    TenantTransactions tenantTransactions(PlatformTransactionManager manager, JdbcClient jdbc) {
        return new TenantTransactions(manager, jdbc);
    }

    @Bean
    Catalog catalog(DomainActions domains) {
        return Catalog.crm().with(domains.tools());
    }

    @Bean
    PlanTemplate planTemplate(HandrailSettings settings, Catalog catalog) {
        return PlanTemplate.parse(text(settings.plan(), "plan.yaml"), catalog);
    }

    @Bean
    Policies policies(
            HandrailSettings settings,
            Catalog catalog,
            TenantTransactions transactions,
            JdbcClient jdbc,
            AuditLog audit) {
        return new Policies(transactions, jdbc, catalog, audit, text(settings.policy(), "policy.yaml"));
    }

    @Bean
    Actors actors(ApiKeys keys) {
        return new KeyActors(keys);
    }

    @Bean
    History history(TenantTransactions transactions, JdbcClient jdbc) {
        return new History(transactions, jdbc);
    }

    @Bean
    PolicySimulation policySimulation(AuditLog audit, Catalog catalog, Actors actors, History history) {
        return new PolicySimulation(audit, catalog, actors, history);
    }

    @Bean
    AuditLog auditLog(
            TenantTransactions transactions,
            JdbcClient jdbc,
            Redaction redaction,
            ObjectProvider<Aead> aead,
            Clock clock) {
        return new AuditLog(transactions, jdbc, redaction::redact, aead.getIfAvailable(), clock);
    }

    @Bean
    Redaction redaction() {
        return new Redaction(RedactionRules.DEFAULT);
    }

    @Bean
    ApiKeys apiKeys(JdbcClient jdbc, TenantTransactions transactions, AuditLog audit, Clock clock) {
        return new ApiKeys(jdbc, transactions, audit, clock);
    }

    @Bean
    Tenants tenants(JdbcClient jdbc) {
        return new Tenants(jdbc);
    }

    @Bean
    WorkerPresence workerPresence(JdbcClient jdbc) {
        return new WorkerPresence(jdbc);
    }

    @Bean
    LimitStore limitStore(HandrailSettings settings, DataSource dataSource, Clock clock) {
        return settings.redisUrl() == null
                ? LimitStore.postgres(dataSource, clock)
                : LimitStore.redis(settings.redisUrl(), clock);
    }

    @Bean
    Limits limits(LimitStore store, HandrailSettings settings, Clock clock, MeterRegistry meters) {
        Tiers crm = Tiers.crm().withGlobal(Limit.perMinute(settings.crmCallsPerMinute()));
        LimitRules rules = LimitRules.defaults().with("salesforce", crm).with("hubspot", crm);
        return new Limits(rules, store, clock, meters);
    }

    @Bean
    Budgets budgets(
            JdbcClient jdbc, Clock clock, MeterRegistry meters, TenantTransactions transactions, AuditLog audit) {
        return new Budgets(jdbc, clock, meters, new AuditedAlarm(transactions, jdbc, audit));
    }

    @Bean
    Breakers breakers(Clock clock, MeterRegistry meters) {
        return new Breakers(BreakerRules.defaults(), clock, meters);
    }

    @Bean
    ToolMetrics toolMetrics(MeterRegistry meters) {
        return new ToolMetrics(meters);
    }

    @Bean
    OfficeConnector officeConnector(TenantTransactions transactions, JdbcClient jdbc, HandrailSettings settings) {
        return new OfficeConnector(transactions, jdbc, new Latency(settings.officeLatency(), settings.officeLatency()));
    }

    @Bean
    OfficeSetup officeSetup(TenantTransactions transactions, JdbcClient jdbc) {
        return new OfficeSetup(transactions, jdbc);
    }

    @Bean
    TenantCrms tenantCrms(ConfigurableEnvironment environment) {
        return TenantCrms.in(environment);
    }

    @Bean
    Connectors connectors(TenantCrms crms, OfficeConnector office, CrmCredentials credentials, Budgets budgets) {
        return new TenantConnectors(crms, office, credentials, budgets);
    }

    @Bean
    CrmSetup crmSetup(TenantCrms crms, CrmCredentials credentials, AuditLog audit) {
        return new CrmSetup(crms, credentials, audit);
    }

    @Bean
    LeadStore leadStore(TenantTransactions transactions, JdbcClient jdbc) {
        return new LeadStore(transactions, jdbc);
    }

    @Bean
    LeadDesk leadDesk(
            PlanTemplate template,
            Catalog catalog,
            Connectors connectors,
            PlanDoor plans,
            ConfigurableEnvironment environment,
            TenantTransactions transactions,
            LeadStore leads,
            AuditLog audit) {
        ApprovedPlans approved = new ApprovedPlans(environment::getProperty);
        return new LeadDesk(template, catalog, connectors, plans, approved::wantedBy, transactions, leads, audit);
    }

    @Bean
    LeadUndoDesk leadUndoDesk(TenantTransactions transactions, LeadStore leads, AuditLog audit, Clock clock) {
        return new LeadUndoDesk(transactions, leads, audit, clock);
    }

    @Bean
    People people(TenantTransactions transactions, JdbcClient jdbc) {
        return new People(transactions, jdbc);
    }

    @Bean
    Approvers approvers(ApiKeys keys, People people, Clock clock) {
        return new KnownApprovers(people, new KeyApprovers(keys, clock), clock);
    }

    @Bean
    Grants grants(TenantTransactions transactions, JdbcClient jdbc, AuditLog audit, Approvers approvers) {
        return new Grants(transactions, jdbc, audit, approvers);
    }

    @Bean
    AuthorizationStore authorizationStore(
            TenantTransactions transactions, JdbcClient jdbc, Approvers approvers, Grants grants, Outbox outbox) {
        return new AuthorizationStore(transactions, jdbc, approvers, grants, outbox);
    }

    @Bean
    AuthorizationDesk authorizationDesk(
            AuthorizationStore authorizations, TenantTransactions transactions, AuditLog audit) {
        return new AuthorizationDesk(authorizations, transactions, audit);
    }

    private static String text(@Nullable Path file, String shipped) {
        try {
            return file == null
                    ? new ClassPathResource(shipped).getContentAsString(StandardCharsets.UTF_8)
                    : Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read %s".formatted(file), e);
        }
    }
}
