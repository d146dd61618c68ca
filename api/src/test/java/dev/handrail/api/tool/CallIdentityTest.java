package dev.handrail.api.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.security.Caller;
import dev.handrail.call.Role;
import dev.handrail.tool.Catalog;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallIdentityTest {

    private static final Instant NOW = Instant.parse("2026-11-20T21:10:00Z");
    private static final Caller BOT = new Caller("k1", "acme", "bot", Set.of(Role.AGENT));

    private static CallIdentity identity(String tool, Map<String, Object> arguments, Instant at) {
        return CallIdentity.of(BOT, Catalog.crm().tool(tool), arguments, null, null, at);
    }

    @Test
    void givesTheSameCallWithinTheHourTheSameId() {
        Map<String, Object> note = Map.of("text", "Hi", "leadId", "00Q1");

        assertThat(identity("add_note", note, NOW).id())
                .isEqualTo(identity("add_note", note, NOW.plusSeconds(60)).id())
                .isNotEqualTo(identity("add_note", note, NOW.plusSeconds(3_600)).id());
    }

    @Test
    void givesOtherArgumentsAnotherIdUnlessTheToolCreates() {
        assertThat(identity("add_note", Map.of("text", "Hi", "leadId", "00Q1"), NOW)
                        .id())
                .isNotEqualTo(identity("add_note", Map.of("text", "Ho", "leadId", "00Q1"), NOW)
                        .id());
        assertThat(identity("create_lead", Map.of("email", "a@b.example"), NOW).id())
                .isEqualTo(identity("create_lead", Map.of("email", "A@b.example ", "title", "CEO"), NOW)
                        .id());
    }

    @Test
    void keepsThePersonOutOfWhatTheLimitsCount() {
        assertThat(identity("create_lead", Map.of("email", "a@b.example"), NOW)
                        .call()
                        .subject())
                .matches("[0-9a-f]{64}");
        assertThat(identity("add_note", Map.of("text", "Hi", "leadId", "00Q1"), NOW)
                        .call()
                        .subject())
                .isEqualTo("00Q1");
    }

    @Test
    void namesTheWorkflowAfterTenantAndId() {
        CallIdentity identity = identity("add_note", Map.of("text", "Hi"), NOW);

        assertThat(identity.workflowId()).isEqualTo("call-acme-" + identity.id());
        assertThat(identity.call().id()).isEqualTo(identity.workflowId() + "/1");
        assertThat(CallIdentity.isId("acme-" + identity.id())).isFalse();
    }
}
