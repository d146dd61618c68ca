package dev.handrail.domain;

import dev.handrail.tenant.TenantTransactions;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The handlers there are. A bean that is a {@link DomainHandler} is one more. */
@Configuration(proxyBeanMethods = false)
public class DomainConfiguration {

    /** The built-in ones. */
    public static List<DomainHandler> handlers(TenantTransactions transactions, JdbcClient jdbc, Clock clock) {
        Businesses businesses = new Businesses(transactions, jdbc);
        return List.of(
                new TicketHandler(new Schedule(jdbc), businesses, clock),
                new ContactHandler(clock),
                new InvoiceHandler(businesses, clock),
                new LeadHandler(clock),
                new MessageHandler(),
                new ServiceHandler());
    }

    @Bean
    DomainActions domainActions(
            TenantTransactions transactions, JdbcClient jdbc, Clock clock, ObjectProvider<DomainHandler> more) {
        return new DomainActions(Stream.concat(handlers(transactions, jdbc, clock).stream(), more.orderedStream())
                .toList());
    }
}
