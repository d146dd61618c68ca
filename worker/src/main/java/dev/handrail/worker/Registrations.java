package dev.handrail.worker;

import dev.handrail.approval.AuthorizationDesk;
import dev.handrail.call.ToolCallWorker;
import dev.handrail.door.ToolCallActivities;
import dev.handrail.lead.LeadWorker;
import dev.handrail.limit.Limits;
import dev.handrail.outcome.LeadDesk;
import dev.handrail.outcome.LeadUndoDesk;
import dev.handrail.setup.HandrailConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** What the worker works on. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@Import(HandrailConfiguration.class)
class Registrations {

    @Bean
    WorkerRegistration leadRegistration(LeadDesk leads, LeadUndoDesk undos) {
        return worker -> LeadWorker.register(worker, leads, undos);
    }

    @Bean
    WorkerRegistration toolCallRegistration(ToolCallActivities tools, AuthorizationDesk authorizations) {
        return worker -> ToolCallWorker.register(worker, tools, authorizations);
    }

    @Bean
    LimitCleaning limitCleaning(Limits limits) {
        return new LimitCleaning(limits);
    }

    /** Removes buckets that are full again, so that the table does not grow with every lead. */
    record LimitCleaning(Limits limits) {

        @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
        void clean() {
            limits.removeExpired();
        }
    }
}
