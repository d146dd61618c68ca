package dev.handrail.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {

    private final Router router = new Router()
            .on("GET", "/objects/list", call -> said("list"))
            .on("GET", "/objects/{type}", call -> said("one " + call.variable("type")))
            .on("DELETE", "/objects/{type}", call -> said("gone"))
            .on("GET", "/files/{path...}", call -> said(call.variable("path")));

    @Test
    void theFirstTemplateThatFitsAnswers() {
        assertThat(ask("GET", "/objects/list")).isEqualTo("list");
        assertThat(ask("GET", "/objects/lead")).isEqualTo("one lead");
    }

    @Test
    void segmentsAreDecodedAfterTheyAreCut() {
        assertThat(ask("GET", "/objects/a%2Fb%20c+d")).isEqualTo("one a/b c+d");
    }

    @Test
    void theLastVariableMayTakeTheRest() {
        assertThat(ask("GET", "/files/a/b/c")).isEqualTo("a/b/c");
    }

    @Test
    void aSlashAtTheEndMakesNoDifference() {
        assertThat(ask("GET", "/objects/lead/")).isEqualTo("one lead");
    }

    @Test
    void tellsWhichMethodsAPathTakes() {
        assertThat(router.answer(request("PATCH", "/objects/lead"))).isEmpty();
        assertThat(router.methodsAt("/objects/lead")).containsExactly("DELETE", "GET");
        assertThat(router.methodsAt("/elsewhere")).isEmpty();
    }

    private String ask(String method, String path) {
        return new String(router.answer(request(method, path)).orElseThrow().body(), StandardCharsets.UTF_8);
    }

    private static Request request(String method, String path) {
        return Request.of(method, path, Map.of(), new byte[0], "http://127.0.0.1");
    }

    private static Answer said(String text) {
        return Answer.text(200, "text/plain", text);
    }
}
