package dev.handrail.limit;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Redis expires the buckets by itself. A connection that breaks is made again; until then it is refused, not waited for. */
final class RedisLimitStore implements LimitStore {

    private static final String PREFIX = "handrail:limit:";

    private final RedisClient client;
    private final Clock clock;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable Buckets connected;

    RedisLimitStore(String url, Clock clock) {
        this.clock = clock;
        client = RedisClient.create(RedisURI.builder(RedisURI.create(url))
                .withTimeout(Patience.MOST)
                .build());
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(Patience.MOST).build())
                .build());
    }

    @Override
    public Taken take(String key, Limit limit, long tokens) {
        return buckets().take(PREFIX + key, limit, tokens);
    }

    @Override
    public void giveBack(String key, Limit limit, long tokens) {
        buckets().giveBack(PREFIX + key, limit, tokens);
    }

    @Override
    public int removeExpired() {
        return 0;
    }

    @Override
    public void close() {
        client.shutdown();
    }

    private Buckets buckets() {
        Buckets ready = connected;
        if (ready != null) {
            return ready;
        }
        Patience.lock(connecting);
        try {
            Buckets now = connected == null ? Buckets.asked(this::connect) : connected;
            connected = now;
            return now;
        } finally {
            connecting.unlock();
        }
    }

    private Buckets connect() {
        var connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
        ProxyManager<String> keys = Buckets.configured(Bucket4jLettuce.casBasedBuilder(connection), clock)
                .build();
        return new Buckets(keys);
    }
}
