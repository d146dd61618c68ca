package dev.handrail.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.handrail.notification.Channel.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Posts to webhooks: no redirects, no cookies, no retries of its own, and nothing of an answer but its status. */
final class Webhooks implements AutoCloseable {

    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout ANSWER = Timeout.ofSeconds(10);

    /** For a receiver that answers a byte at a time. */
    private static final long LONGEST_SECONDS = 20;

    private final Channels channels;
    private final AddressGuard guard;
    private final Wording wording;
    private final Clock clock;
    private final CloseableHttpClient http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Webhooks(Channels channels, AddressGuard guard, Wording wording, Clock clock) {
        this.channels = channels;
        this.guard = guard;
        this.wording = wording;
        this.clock = clock;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(guard)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(ANSWER)
                                .build())
                        .setMaxConnTotal(100)
                        .setMaxConnPerRoute(10)
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(ANSWER).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("Handrail")
                .build();
    }

    /** What a generic webhook gets, beside the members of the message. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            UUID id,
            String tenant,
            @JsonUnwrapped Message message,
            @Nullable String link) {}

    void send(Delivery delivery, Channel channel) throws Undelivered {
        URI address = channel.address();
        if (address == null) {
            throw Undelivered.forNow(
                    "The key that sealed the channel is not in the keyset; add it, or put the channel again");
        }
        HttpPost post = new HttpPost(address);
        Instant now = clock.instant();
        String body = channel.kind() == Kind.SLACK ? new Slack(wording).body(delivery, now) : body(delivery);
        if (channel.kind() == Kind.WEBHOOK) {
            List<String> secrets = channels.secrets(delivery.tenant(), channel.name());
            long timestamp = now.getEpochSecond();
            post.setHeader("Handrail-Timestamp", String.valueOf(timestamp));
            post.setHeader("Handrail-Signature", Signature.header(secrets, timestamp, body));
            post.setHeader("Handrail-Delivery", delivery.id().toString());
        }
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        int status = status(post, address);
        if (status == 410) {
            throw Undelivered.forGood("The receiver answered 410: it wants no more messages");
        }
        if (status < 200 || status > 299) {
            throw Undelivered.forNow("The receiver answered %d".formatted(status));
        }
    }

    private String body(Delivery delivery) {
        return JsonMapper.shared()
                .writeValueAsString(
                        new Body(delivery.id(), delivery.tenant(), delivery.message(), wording.link(delivery)));
    }

    private int status(HttpPost post, URI address) throws Undelivered {
        Future<Integer> answer = threads.submit(() -> {
            guard.require(address);
            return http.executeOpen(null, post, null).getCode();
        });
        try {
            return answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw Undelivered.forNow("The receiver did not answer in %d seconds".formatted(LONGEST_SECONDS), e);
        } catch (ExecutionException e) {
            throw Undelivered.forNow(why(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Undelivered.forNow("The worker stops", e);
        } finally {
            post.cancel();
        }
    }

    private static String why(@Nullable Throwable failure) {
        return switch (failure) {
            case UnknownHostException unknown -> String.valueOf(unknown.getMessage());
            case IllegalArgumentException refused -> String.valueOf(refused.getMessage());
            case IOException broken ->
                "The receiver could not be reached: %s"
                        .formatted(broken.getClass().getSimpleName());
            case null, default -> "The message could not be sent";
        };
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        http.close();
    }
}
