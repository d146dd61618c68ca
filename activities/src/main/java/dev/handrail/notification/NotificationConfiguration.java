package dev.handrail.notification;

import com.google.crypto.tink.Aead;
import dev.handrail.audit.AuditLog;
import dev.handrail.credential.ApiKey;
import dev.handrail.credential.ApiKeys;
import dev.handrail.person.People;
import dev.handrail.person.Person;
import dev.handrail.redaction.Redaction;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.tool.Catalog;
import java.time.Clock;
import java.util.Properties;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything that tells people, for api and worker alike; the courier goes in workers only. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotificationSettings.class)
public class NotificationConfiguration {

    @Bean
    AddressGuard addressGuard(NotificationSettings settings) {
        return new AddressGuard(settings.allowed(), SystemDefaultDnsResolver.INSTANCE);
    }

    @Bean
    Channels notificationChannels(
            TenantTransactions transactions,
            JdbcClient jdbc,
            AuditLog audit,
            ObjectProvider<Aead> aead,
            AddressGuard guard,
            Clock clock) {
        return new Channels(transactions, jdbc, audit, new SealedText(aead.getIfAvailable()), guard, clock);
    }

    @Bean
    Deliveries notificationDeliveries(TenantTransactions transactions, JdbcClient jdbc, Clock clock) {
        return new Deliveries(transactions, jdbc, clock);
    }

    @Bean
    Callbacks callbacks(TenantTransactions transactions, JdbcClient jdbc, Channels channels) {
        return new Callbacks(transactions, jdbc, channels);
    }

    @Bean
    Outbox outbox(
            TenantTransactions transactions,
            Channels channels,
            Deliveries deliveries,
            Callbacks callbacks,
            People people,
            ApiKeys keys,
            Catalog catalog,
            Redaction redaction,
            Clock clock) {
        Messages messages =
                new Messages(catalog, redaction, (tenant, actor) -> name(keys, people, tenant, actor), clock);
        return new Outbox(transactions, channels, deliveries, callbacks, people, messages, clock);
    }

    private static String name(ApiKeys keys, People people, String tenant, String actor) {
        return Person.isId(actor)
                ? people.find(tenant, actor).map(Person::name).orElse(actor)
                : keys.find(tenant, actor).map(ApiKey::name).orElse(actor);
    }

    @Bean
    Wording notificationWording(NotificationSettings settings) {
        return new Wording(settings);
    }

    @Bean
    Mail notificationMail(NotificationSettings settings, Wording wording, Clock clock) {
        return new Mail(settings, wording, clock, new Properties());
    }

    @Bean
    Webhooks webhooks(Channels channels, AddressGuard guard, Wording wording, Clock clock) {
        return new Webhooks(channels, guard, wording, clock);
    }

    @Bean
    Courier courier(
            Deliveries deliveries,
            Channels channels,
            Mail mail,
            Webhooks webhooks,
            TenantTransactions transactions,
            AuditLog audit,
            Clock clock) {
        return new Courier(deliveries, channels, mail, webhooks, transactions, audit, clock);
    }
}
