package dev.handrail.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What is sent back. Length, date and connection headers are added on the wire. */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    public Answer {
        headers = new LinkedHashMap<>(headers);
    }

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    /** @param content anything Jackson can write */
    public static Answer json(int status, Object content) {
        return new Answer(
                status,
                Map.of("Content-Type", "application/json;charset=UTF-8"),
                JsonMapper.shared().writeValueAsBytes(content));
    }

    public static Answer text(int status, String type, String content) {
        return new Answer(status, Map.of("Content-Type", type), content.getBytes(StandardCharsets.UTF_8));
    }

    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
