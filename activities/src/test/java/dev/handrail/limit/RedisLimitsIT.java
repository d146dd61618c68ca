package dev.handrail.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

class RedisLimitsIT extends LimitsContract {

    private static RedisServer redis;
    private static int port;

    @BeforeAll
    static void startRedis() throws IOException {
        port = freePort();
        redis = redis(port);
        redis.start();
    }

    @AfterAll
    static void stopRedis() throws IOException {
        redis.stop();
    }

    @Override
    LimitStore open(Clock clock) {
        return LimitStore.redis("redis://127.0.0.1:" + port, clock);
    }

    @Test
    void allowsNothingWhileRedisIsAwayAndAllowsAgainWhenItIsBack() throws IOException {
        int other = freePort();
        Limits limits = new Limits(
                LimitRules.defaults(),
                LimitStore.redis("redis://127.0.0.1:" + other, clock),
                clock,
                new SimpleMeterRegistry());
        assertThatThrownBy(() -> take(limits, "lead-1", null)).isInstanceOf(LimitsUnavailable.class);

        RedisServer late = redis(other);
        late.start();
        assertThat(take(limits, "lead-1", null).allowed()).isTrue();
        late.stop();

        assertThatThrownBy(() -> take(limits, "lead-1", null)).isInstanceOf(LimitsUnavailable.class);
    }

    @Test
    void bucketsExpireByThemselves() {
        take(process(LimitRules.defaults()), "lead-1", null);

        try (RedisClient client = RedisClient.create("redis://127.0.0.1:" + port)) {
            var commands = client.connect().sync();
            assertThat(commands.keys("handrail:limit:" + tenant + "/*"))
                    .hasSize(2)
                    .allSatisfy(key -> assertThat(commands.ttl(key)).isBetween(1L, 70L));
        }
    }

    private static RedisServer redis(int port) throws IOException {
        return RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(port)
                .setting("save \"\"")
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
