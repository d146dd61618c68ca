package dev.handrail.door;

import dev.handrail.action.Actions;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.approval.Grants;
import dev.handrail.audit.AuditLog;
import dev.handrail.breaker.Breakers;
import dev.handrail.budget.Budgets;
import dev.handrail.connector.Connectors;
import dev.handrail.domain.DomainActions;
import dev.handrail.limit.Limits;
import dev.handrail.metrics.ToolMetrics;
import dev.handrail.outcome.LeadStore;
import dev.handrail.policy.Actors;
import dev.handrail.policy.History;
import dev.handrail.policy.Policies;
import dev.handrail.redaction.Redaction;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.tool.Catalog;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Hangs the door. */
@Configuration(proxyBeanMethods = false)
public class DoorConfiguration {

    @Bean
    ToolDoor toolDoor(
            Catalog catalog,
            DomainActions domains,
            Connectors connectors,
            Limits limits,
            Budgets budgets,
            Breakers breakers,
            TenantTransactions transactions,
            JdbcClient jdbc,
            Policies policies,
            Actors actors,
            History history,
            AuthorizationStore authorizations,
            Grants grants,
            AuditLog audit,
            ToolMetrics metrics,
            Clock clock) {
        return new ToolDoor(
                catalog,
                new Actions(catalog, domains.actions()),
                connectors,
                new ArgumentCheck(catalog),
                limits,
                budgets,
                breakers,
                transactions,
                new Permit(
                        policies,
                        authorizations,
                        new PlanApprovals(catalog, transactions, new CallStore(jdbc)),
                        grants,
                        actors,
                        history,
                        clock),
                new CallStore(jdbc),
                new Receipts(audit, policies),
                metrics,
                clock);
    }

    @Bean
    PlanDoor planDoor(
            Catalog catalog,
            Connectors connectors,
            TenantTransactions transactions,
            Policies policies,
            Actors actors,
            History history,
            AuthorizationStore authorizations,
            AuditLog audit,
            Redaction redaction,
            Clock clock) {
        return new PlanDoor(
                catalog, connectors, transactions, policies, actors, history, authorizations, audit, redaction, clock);
    }

    @Bean
    UndoDoor undoDoor(
            Catalog catalog,
            Connectors connectors,
            TenantTransactions transactions,
            JdbcClient jdbc,
            Policies policies,
            AuditLog audit) {
        return new UndoDoor(catalog, connectors, transactions, new CallStore(jdbc), new Receipts(audit, policies));
    }

    @Bean
    ToolCallActivities toolCallActivities(
            ToolDoor door, UndoDoor undoDoor, LeadStore leads, ToolCallListener listener, Clock clock) {
        return new ToolCallActivities(door, undoDoor, leads, listener, clock);
    }
}
