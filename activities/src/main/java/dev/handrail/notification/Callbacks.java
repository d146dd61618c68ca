package dev.handrail.notification;

import dev.handrail.notification.Channel.Kind;
import dev.handrail.tenant.TenantTransactions;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which webhooks are told of a call, by their names: nobody who calls a tool says where a request goes. */
public final class Callbacks {

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final Channels channels;

    Callbacks(TenantTransactions transactions, JdbcClient jdbc, Channels channels) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.channels = channels;
    }

    /** @return whether the tenant has such a webhook */
    public boolean register(String tenant, String callId, String webhook) {
        return transactions.in(tenant, () -> {
            boolean known = channels.find(tenant, webhook)
                    .filter(channel -> channel.kind() == Kind.WEBHOOK)
                    .isPresent();
            if (known) {
                jdbc.sql("INSERT INTO call_callback (tenant, call_id, channel) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                        .params(tenant, callId, webhook)
                        .update();
            }
            return known;
        });
    }

    List<String> of(String tenant, String callId) {
        return jdbc.sql("SELECT channel FROM call_callback WHERE tenant = ? AND call_id = ? ORDER BY channel")
                .params(tenant, callId)
                .query(String.class)
                .list();
    }

    void remove(String tenant, String callId) {
        jdbc.sql("DELETE FROM call_callback WHERE tenant = ? AND call_id = ?")
                .params(tenant, callId)
                .update();
    }
}
