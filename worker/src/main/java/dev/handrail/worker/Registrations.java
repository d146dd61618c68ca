package dev.handrail.worker;

import dev.handrail.approval.AuthorizationDesk;
import dev.handrail.call.ToolCallWorker;
import dev.handrail.door.ToolCallActivities;
import dev.handrail.errand.ErrandWorker;
import dev.handrail.lead.LeadWorker;
import dev.handrail.limit.Limits;
import dev.handrail.notification.Courier;
import dev.handrail.outcome.LeadDesk;
import dev.handrail.outcome.LeadUndoDesk;
import dev.handrail.setup.HandrailConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

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
    WorkerRegistration errandRegistration() {
        return ErrandWorker::register;
    }

    @Bean
    LimitCleaning limitCleaning(Limits limits) {
        return new LimitCleaning(limits);
    }

    @Bean
    Delivering delivering(RunningWorker worker, Courier courier) {
        return new Delivering(worker, courier);
    }

    /** Brings notifications while the worker takes work. */
    record Delivering(RunningWorker worker, Courier courier) {

        private static final Logger log = LoggerFactory.getLogger(Delivering.class);

        @Scheduled(fixedDelayString = "PT1S")
        void deliver() {
            if (worker.problem() == null) {
                try {
                    courier.go();
                } catch (DataAccessException | TransactionException e) {
                    log.debug("Notifications wait for the database", e);
                }
            }
        }
    }

    /** Removes buckets that are full again, so that the table does not grow with every lead. */
    record LimitCleaning(Limits limits) {

        @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
        void clean() {
            limits.removeExpired();
        }
    }
}
