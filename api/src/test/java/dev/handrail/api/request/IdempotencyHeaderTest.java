package dev.handrail.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.api.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdempotencyHeaderTest {

    private final Map<String, String> claimed = new HashMap<>();
    private final IdempotencyHeader header = new IdempotencyHeader((tenant, key, request) -> {
        String known = claimed.putIfAbsent(tenant + "/" + key, request);
        return known == null
                ? RequestKeys.Claim.NEW
                : known.equals(request) ? RequestKeys.Claim.REPEATED : RequestKeys.Claim.TAKEN;
    });

    @Test
    void needsNoKey() {
        assertThat(header.claim("acme", null, "do", 1)).isEmpty();
    }

    @Test
    void noticesARepetition() {
        assertThat(header.claim("acme", "k", "do", 1).orElseThrow().repeated()).isFalse();
        assertThat(header.claim("acme", "k", "do", 1).orElseThrow().repeated()).isTrue();
    }

    @Test
    void refusesTheKeyForAnotherRequestOrOperation() {
        header.claim("acme", "k", "do", 1);

        assertThatThrownBy(() -> header.claim("acme", "k", "do", 2)).hasMessageContaining("key_reused");
        assertThatThrownBy(() -> header.claim("acme", "k", "undo", 1)).hasMessageContaining("key_reused");
    }

    @Test
    void keepsTenantsApart() {
        header.claim("acme", "k", "do", 1);

        assertThat(header.claim("other", "k", "do", 2).orElseThrow().repeated()).isFalse();
    }

    @Test
    void refusesAKeyThatIsNotVisibleAscii() {
        assertThatThrownBy(() -> header.claim("acme", "a b", "do")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> header.claim("acme", "x".repeat(256), "do")).isInstanceOf(ProblemException.class);
    }
}
