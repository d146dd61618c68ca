package dev.handrail.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonWriter;

class RedactedLogsTest {

    @Test
    void redactsPeopleInWhateverIsLogged() {
        JsonWriter<Object> writer = JsonWriter.of(members -> {
            members.add("message", (Object event) -> event);
            new RedactedLogs().customize(members);
        });

        assertThat(writer.writeToString("Key (email)=(dana.reyes@mmm.example.com) already exists"))
                .contains("d***@mmm.example.com")
                .doesNotContain("dana.reyes");
    }
}
