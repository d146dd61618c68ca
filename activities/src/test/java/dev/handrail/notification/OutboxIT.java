package dev.handrail.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.approval.Authorization;
import dev.handrail.approval.Authorization.Status;
import dev.handrail.authorization.Decision;
import dev.handrail.call.CallResult;
import dev.handrail.call.Refusal;
import dev.handrail.call.Role;
import dev.handrail.call.ToolCall;
import dev.handrail.notification.Channel.Kind;
import dev.handrail.notification.Deliveries.Due;
import dev.handrail.person.Person;
import dev.handrail.tool.Undo;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is told of what, before anything is sent. */
class OutboxIT extends NotificationScenario {

    private static final URI THERE = URI.create("http://127.0.0.1:9/hook");

    private Delivery only(String channel) {
        return deliveries.claim(1_000, Duration.ofMinutes(2)).stream()
                .filter(due -> due.tenant().equals(tenant))
                .flatMap(due -> deliveries.open(due).stream())
                .filter(delivery -> delivery.channel().equals(channel))
                .reduce((one, other) -> {
                    throw new AssertionError("more than one");
                })
                .orElseThrow();
    }

    private void decide(Authorization authorization, Decision.Verdict verdict) {
        Decision decision = new Decision("d1", authorization.id(), verdict, "approver@finance", "not now");
        desk.record(tenant, authorizations.sealed(tenant, decision));
    }

    @Test
    void tellsNobodyWithoutAChannel() {
        ask();

        assertThat(told()).isEmpty();
    }

    @Test
    void saysWhatWouldHappenWhyAndWhoAsks() {
        declare("bot", Kind.WEBHOOK, THERE, Set.of());
        Authorization asked = ask();

        Message message = only("bot").message();

        assertThat(message.authorizationId()).isEqualTo(asked.id());
        assertThat(message.summary()).contains("task").contains("Call d***@mmm.example.com");
        assertThat(message.why()).isEqualTo("Tasks need a person");
        assertThat(message.asker()).isEqualTo("Sales agent");
        assertThat(message.reasoning()).isEqualTo("She asked for it");
        assertThat(message.waitsUntil()).isNotNull();
    }

    @Test
    void tellsEachEventOnce() {
        declare("bot", Kind.WEBHOOK, THERE, Set.of());
        Authorization asked = ask("finance", "because");
        desk.remind(tenant, asked.id());
        desk.remind(tenant, asked.id());
        desk.escalate(tenant, asked.id());
        decide(asked, Decision.Verdict.DENIED);
        desk.remind(tenant, asked.id());
        Authorization forgotten = ask();
        desk.expire(tenant, forgotten.id());

        assertThat(told())
                .containsExactly(
                        "bot authorization.opened",
                        "bot authorization.reminder",
                        "bot authorization.escalated",
                        "bot authorization.decided",
                        "bot authorization.opened",
                        "bot authorization.expired");
    }

    @Test
    void anEscalationGoesToTheSecondInstance() {
        declare("finance", Kind.WEBHOOK, THERE, Set.of("finance"));
        declare("directors", Kind.WEBHOOK, THERE, Set.of("directors"));
        declare("support", Kind.WEBHOOK, THERE, Set.of("support"));
        Authorization asked = ask("finance", "because");
        desk.escalate(tenant, asked.id());
        decide(asked, Decision.Verdict.AUTHORIZED);

        assertThat(told())
                .containsExactly(
                        "finance authorization.opened",
                        "directors authorization.escalated",
                        "directors authorization.decided",
                        "finance authorization.decided");
    }

    @Test
    void mailGoesToApproversOfTheGroupButNotToWhoeverAsks() {
        signIn("ann", "ann@example.com", Set.of("finance"), Duration.ofDays(1));
        signIn("bob", "bob@example.com", Set.of("support"), Duration.ofDays(1));
        signIn("gone", "gone@example.com", Set.of("finance"), Duration.ofDays(31));
        signIn("odd", "odd@example.com\r\nBcc: x@example.com", Set.of("finance"), Duration.ofDays(1));
        declare("mail", Kind.EMAIL, null, Set.of());

        ask("finance", "because");

        assertThat(only("mail").recipient()).isEqualTo("ann@example.com");
    }

    private void signIn(String name, String email, Set<String> groups, Duration ago) {
        people.signedIn(new Person(
                tenant,
                "oidc:" + name,
                name,
                email,
                Set.of(Role.APPROVER),
                groups,
                clock.instant().minus(ago)));
    }

    @Test
    void whatIsTakenBackTellsNobody() {
        declare("bot", Kind.WEBHOOK, THERE, Set.of());

        assertThatThrownBy(() -> database.tenants().run(tenant, () -> {
                    ask();
                    throw new IllegalStateException("the call failed");
                }))
                .hasMessage("the call failed");

        assertThat(told()).isEmpty();
    }

    @Test
    void hidesMessagesAndChannelsFromOtherTenants() {
        declare("bot", Kind.WEBHOOK, THERE, Set.of());
        ask();
        String other = newTenant();

        assertThat(channels.list(other)).isEmpty();
        assertThat(deliveries.list(other, null, null, 10).deliveries()).isEmpty();
        Long seen = database.tenants()
                .in(
                        other,
                        () -> database.jdbc()
                                .sql(
                                        "SELECT (SELECT count(*) FROM notification_delivery) + (SELECT count(*) FROM notification_channel)"
                                                + " + (SELECT count(*) FROM call_callback)")
                                .query(Long.class)
                                .single());
        assertThat(seen).isZero();
        assertThat(callbacks.register(other, "call-1/1", "bot")).isFalse();
    }

    @Test
    void keepsAddressesAndSecretsEncrypted() {
        String secret = declare("bot", Kind.WEBHOOK, URI.create("https://example.com/a1b2c3"), Set.of())
                .secret();

        String row = database.ownerJdbc()
                .sql("SELECT notification_channel::text FROM notification_channel WHERE tenant = ?")
                .param(tenant)
                .query(String.class)
                .single();

        assertThat(secret).startsWith("hrwh_");
        assertThat(row).doesNotContain(secret).doesNotContain("a1b2c3");
        assertThat(declare("bot", Kind.WEBHOOK, URI.create("https://example.com/a1b2c3"), Set.of("finance"))
                        .secret())
                .as("it stays")
                .isNull();
        assertThat(declare("bot", Kind.WEBHOOK, URI.create("https://example.net/"), Set.of())
                        .secret())
                .as("another receiver must not know the first one's")
                .isNotNull()
                .isNotEqualTo(secret);
    }

    @Test
    void aKeyThatIsNotHereKeepsNobodyFromAsking() {
        declare("bot", Kind.WEBHOOK, THERE, Set.of());
        database.ownerJdbc()
                .sql("UPDATE notification_channel SET address = 'c2VhbGVkIHdpdGggYW5vdGhlcg==' WHERE tenant = ?")
                .param(tenant)
                .update();

        ask();

        assertThat(told()).containsExactly("bot authorization.opened");
        assertThat(channels.find(tenant, "bot").orElseThrow().address()).isNull();
    }

    @Test
    void aCallbackHearsOfTheDecisionAndTheEnd() {
        channels.put(tenant, new Channel("agent", Kind.WEBHOOK, THERE, List.of(), false, Set.of(), Set.of()), "admin");
        String call = "call-%s-%s/1".formatted(tenant, "c0ffee");
        assertThat(callbacks.register(tenant, call, "agent")).isTrue();
        Authorization asked = ask(call, null, "because");
        assertThat(told()).isEmpty();

        decide(asked, Decision.Verdict.AUTHORIZED);
        outbox.ended(call(call), CallResult.succeeded("00T1", Map.of(), List.of(), Undo.COMPENSATABLE, 1));
        outbox.ended(call(call), CallResult.refused(Refusal.NOT_FOUND, "told again", 2));

        assertThat(told()).containsExactly("agent authorization.decided", "agent call.ended");
        Message end = claimed().getLast().message();
        assertThat(end.callId()).isEqualTo("c0ffee");
        assertThat(end.outcome()).isEqualTo("succeeded");
    }

    @Test
    void aDenialEndsTheCall() {
        channels.put(tenant, new Channel("agent", Kind.WEBHOOK, THERE, List.of(), false, Set.of(), Set.of()), "admin");
        String call = "call-%s-%s/1".formatted(tenant, "c0ffee");
        callbacks.register(tenant, call, "agent");

        decide(ask(call, null, "because"), Decision.Verdict.DENIED);

        assertThat(told()).containsExactly("agent authorization.decided", "agent call.ended");
        assertThat(claimed().getLast().message())
                .returns("refused", Message::outcome)
                .returns("not now", Message::said);
        assertThat(authorizations.find(tenant, claimedAbout()).orElseThrow().status())
                .isEqualTo(Status.DENIED);
    }

    private String claimedAbout() {
        return deliveries.list(tenant, null, null, 10).deliveries().getLast().about();
    }

    private List<Delivery> claimed() {
        List<Due> due = deliveries.claim(1_000, Duration.ofMinutes(2)).stream()
                .filter(mine -> mine.tenant().equals(tenant))
                .toList();
        return due.stream()
                .flatMap(mine -> deliveries.open(mine).stream())
                .sorted(java.util.Comparator.comparing(
                        delivery -> delivery.message().event()))
                .toList();
    }

    private ToolCall call(String id) {
        return new ToolCall(
                id, tenant, "agent", "create_task", Map.of("subject", "x"), "key", false, "x", null, null, null);
    }
}
