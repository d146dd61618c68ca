package dev.handrail.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An api that answers what a test says, and remembers what it was asked. */
final class FakeApi implements AutoCloseable {

    record Asked(String method, String pathAndQuery, String authorization, String body) {}

    record Answer(int status, String body) {}

    record Ran(int exitCode, String out, String err) {}

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    FakeApi(Function<Asked, Answer> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
    }

    List<Asked> asked() {
        return asked;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Runs a command against it, with the key {@code hr_test}. */
    Ran run(String... arguments) {
        return run(Map.of("HANDRAIL_URL", url() + "/", "HANDRAIL_TOKEN", "hr_test"), arguments);
    }

    static Ran run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Handrail.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, Function<Asked, Answer> answers) throws IOException {
        try (exchange) {
            Asked request = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            asked.add(request);
            Answer answer = answers.apply(request);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
