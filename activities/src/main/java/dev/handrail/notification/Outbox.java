package dev.handrail.notification;

import dev.handrail.approval.Announcer;
import dev.handrail.approval.Authorization;
import dev.handrail.approval.Authorization.Status;
import dev.handrail.call.CallResult;
import dev.handrail.call.ToolCall;
import dev.handrail.door.ToolCallListener;
import dev.handrail.notification.Channel.Kind;
import dev.handrail.notification.Channels.Standing;
import dev.handrail.person.People;
import dev.handrail.tenant.TenantTransactions;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Notes whom to tell in the transaction of what happened, so that nobody hears of what did not and no message is lost. */
public final class Outbox implements Announcer, ToolCallListener {

    /** Who has not signed in for so long gets no mail any more. */
    private static final Duration AWAY = Duration.ofDays(30);

    private static final Set<Status> END_THE_CALL = EnumSet.of(Status.DENIED, Status.EXPIRED, Status.WITHDRAWN);

    private final TenantTransactions transactions;
    private final Channels channels;
    private final Deliveries deliveries;
    private final Callbacks callbacks;
    private final People people;
    private final Messages messages;
    private final Clock clock;

    Outbox(
            TenantTransactions transactions,
            Channels channels,
            Deliveries deliveries,
            Callbacks callbacks,
            People people,
            Messages messages,
            Clock clock) {
        this.transactions = transactions;
        this.channels = channels;
        this.deliveries = deliveries;
        this.callbacks = callbacks;
        this.people = people;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public void opened(Authorization authorization) {
        tell(Event.OPENED, authorization, authorization.groups());
    }

    @Override
    public void reminded(Authorization authorization) {
        tell(Event.REMINDER, authorization, authorization.groups());
    }

    @Override
    public void escalated(Authorization authorization) {
        String second = authorization.terms().escalateTo();
        tell(Event.ESCALATED, authorization, second == null ? authorization.groups() : Set.of(second));
    }

    @Override
    public void closed(Authorization authorization) {
        Event event = switch (authorization.status()) {
            case EXPIRED -> Event.EXPIRED;
            case WITHDRAWN -> Event.WITHDRAWN;
            case PENDING, AUTHORIZED, DENIED, EDITED -> Event.DECIDED;
        };
        tell(event, authorization, authorization.groups());
        String tenant = authorization.tenant();
        List<String> waiting = callbacks.of(tenant, authorization.callId());
        waiting.forEach(webhook -> deliveries.add(tenant, webhook, "", messages.of(event, authorization), false));
        if (END_THE_CALL.contains(authorization.status())) {
            waiting.forEach(webhook -> deliveries.add(tenant, webhook, "", messages.endedWith(authorization), false));
            callbacks.remove(tenant, authorization.callId());
        }
    }

    /** Steps of a lead have no callback, so they are not looked up. */
    @Override
    public void ended(ToolCall call, CallResult result) {
        if (call.lead() != null) {
            return;
        }
        transactions.run(call.tenant(), () -> {
            List<String> waiting = callbacks.of(call.tenant(), call.id());
            if (!waiting.isEmpty()) {
                Message message = messages.ended(call, result);
                waiting.forEach(webhook -> deliveries.add(call.tenant(), webhook, "", message, false));
                callbacks.remove(call.tenant(), call.id());
            }
        });
    }

    /**
     * Sends a message that says it is a test.
     *
     * @return the ids of its deliveries; empty when there is no such channel or nobody behind it
     */
    public List<UUID> test(String tenant, String name) {
        return transactions.in(
                tenant,
                () -> channels.find(tenant, name).stream()
                        .flatMap(channel -> {
                            Message message =
                                    messages.test(name, UUID.randomUUID().toString());
                            return recipients(channel, tenant, Set.of(), null).stream()
                                    .flatMap(recipient ->
                                            deliveries.add(tenant, name, recipient, message, false).stream());
                        })
                        .toList());
    }

    private void tell(Event event, Authorization authorization, Set<String> deciding) {
        String tenant = authorization.tenant();
        List<Channel> told = channels.list(tenant).stream()
                .map(Standing::channel)
                .filter(channel -> channel.isFor(event, deciding))
                .toList();
        if (told.isEmpty()) {
            return;
        }
        Message message = messages.of(event, authorization);
        for (Channel channel : told) {
            for (String recipient : recipients(channel, tenant, deciding, authorization.requestedBy())) {
                deliveries.add(tenant, channel.name(), recipient, message, channel.kind() != Kind.WEBHOOK);
            }
        }
    }

    /** @param except who asks, and knows */
    private Set<String> recipients(Channel channel, String tenant, Set<String> deciding, @Nullable String except) {
        if (channel.kind() != Kind.EMAIL) {
            return Set.of("");
        }
        Set<String> addresses = new TreeSet<>(channel.recipients());
        if (channel.people()) {
            Set<String> groups = deciding.isEmpty() ? channel.groups() : deciding;
            people.approvers(tenant, groups, clock.instant().minus(AWAY)).stream()
                    .filter(person -> !person.id().equals(except))
                    .flatMap(person -> Stream.ofNullable(person.email()))
                    .filter(Channel::isMailAddress)
                    .forEach(addresses::add);
        }
        return addresses;
    }
}
