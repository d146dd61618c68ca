package dev.handrail.domain;

import dev.handrail.extraction.NotesReader;
import dev.handrail.query.CustomerSearch;
import dev.handrail.query.DateWords;
import dev.handrail.query.Queries;
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

    /** Where a phone number without a country code is. */
    private static final String REGION = "US";

    /** The built-in ones. */
    public static List<DomainHandler> handlers(TenantTransactions transactions, JdbcClient jdbc, Clock clock) {
        Businesses businesses = new Businesses(transactions, jdbc);
        Schedule schedule = new Schedule(jdbc);
        Customers customers = new Customers(jdbc);
        return List.of(
                new Errands(customers, schedule, new Tickets(customers, jdbc, clock), businesses, clock),
                new LeadNotes(new NotesReader(REGION), businesses, clock),
                new Briefing(jdbc, businesses, clock),
                new TicketHandler(schedule, businesses, clock),
                new ContactHandler(clock),
                new InvoiceHandler(businesses, clock),
                new LeadHandler(clock),
                new MessageHandler(),
                new ServiceHandler(),
                new QueryHandler(
                        new Queries(transactions, jdbc, clock, DateWords.spoken()),
                        new CustomerSearch(transactions, jdbc),
                        businesses));
    }

    @Bean
    Businesses businesses(TenantTransactions transactions, JdbcClient jdbc) {
        return new Businesses(transactions, jdbc);
    }

    @Bean
    DomainActions domainActions(
            TenantTransactions transactions, JdbcClient jdbc, Clock clock, ObjectProvider<DomainHandler> more) {
        return new DomainActions(Stream.concat(handlers(transactions, jdbc, clock).stream(), more.orderedStream())
                .toList());
    }
}
