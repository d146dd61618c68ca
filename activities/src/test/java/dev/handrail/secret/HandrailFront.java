package dev.handrail.secret;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two addresses that a rotation is verified with, answering as the api does: with what credentials really are read,
 * and with a HubSpot that lets in the tokens it knows.
 */
final class HandrailFront implements AutoCloseable {

    static final String KEY = "hr_key_of_an_administrator";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TENANT = "default";

    private final HttpServer server;
    private final CrmCredentials credentials;
    private final Set<String> letIn = ConcurrentHashMap.newKeySet();

    HandrailFront(CrmCredentials credentials) throws IOException {
        this.credentials = credentials;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/admin/credentials/refresh", exchange -> answer(exchange, "POST", this::refresh));
        server.createContext("/health/crm", exchange -> answer(exchange, "GET", this::health));
        server.start();
    }

    HandrailFront letIn(String token) {
        letIn.add(token);
        return this;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Object refresh() {
        return Map.of("providers", credentials.refresh(TENANT));
    }

    private Object health() {
        boolean up = letIn.contains(
                credentials.of(TENANT, "hubspot").find(Credentials.ACCESS_TOKEN).orElse(""));
        return Map.of("status", up ? "up" : "down", "provider", "hubspot", "reachable", true);
    }

    private interface Work {
        Object answer();
    }

    private static void answer(HttpExchange exchange, String method, Work work) throws IOException {
        boolean allowed = exchange.getRequestMethod().equals(method)
                && ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = (allowed ? JSON.writeValueAsString(work.answer()) : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(allowed ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
