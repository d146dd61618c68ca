package dev.handrail.simulator.server;

import dev.handrail.simulator.fault.Fault;
import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import dev.handrail.simulator.ledger.Entry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The admin path: switches and views for tests, in JSON. */
final class Admin {

    static final String PATH = "/_admin";

    /** Numbers may be left out; a misspelt member is refused rather than overlooked. */
    private static final JsonMapper FAULTS = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Simulator simulator;
    private final Crm crm;
    private final Router router = new Router();

    Admin(Simulator simulator, Crm crm) {
        this.simulator = simulator;
        this.crm = crm;
        router.on("GET", "/_admin", call -> overview())
                .on("POST", "/_admin/reset", call -> {
                    simulator.reset();
                    return Answer.empty(204);
                })
                .on("GET", "/_admin/faults", call -> faults())
                .on("POST", "/_admin/faults", this::addFaults)
                .on("PUT", "/_admin/faults", call -> {
                    var parsed = parsed(call);
                    simulator.faults().clear();
                    return add(parsed);
                })
                .on("DELETE", "/_admin/faults", call -> {
                    simulator.faults().clear();
                    return Answer.empty(204);
                })
                .on("GET", "/_admin/latency", call -> latency())
                .on("PUT", "/_admin/latency", this::setLatency)
                .on("GET", "/_admin/quota", call -> Answer.json(200, crm.quota()))
                .on("PUT", "/_admin/quota", call -> {
                    crm.setQuota(call.request().json());
                    return Answer.json(200, crm.quota());
                })
                .on("GET", "/_admin/clock", call -> clock())
                .on("PUT", "/_admin/clock", this::setClock)
                .on("GET", "/_admin/ledger", this::ledger)
                .on(
                        "GET",
                        "/_admin/ledger/summary",
                        call -> Answer.json(200, simulator.ledger().summary()))
                .on("DELETE", "/_admin/ledger", call -> {
                    simulator.ledger().clear();
                    return Answer.empty(204);
                })
                .on(
                        "GET",
                        "/_admin/records",
                        call -> Answer.json(200, crm.records().counts()))
                .on("GET", "/_admin/records/{type}", this::records)
                .on("POST", "/_admin/records/{type}", this::seed)
                .on("PATCH", "/_admin/records/{type}/{id}", this::edit)
                .on("DELETE", "/_admin/records/{type}/{id}", call -> {
                    crm.records().delete(call.variable("type"), call.variable("id"));
                    return Answer.empty(204);
                });
        crm.addAdminRoutes(router);
    }

    Answer answer(Request request) {
        try {
            return router.answer(request)
                    .orElseGet(() -> error(404, "Nothing at " + request.method() + " " + request.path()));
        } catch (IllegalArgumentException | JacksonException | DateTimeException e) {
            return error(400, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            e.printStackTrace(System.err);
            return error(500, String.valueOf(e.getMessage()));
        }
    }

    private static Answer error(int status, String message) {
        return Answer.json(status, Map.of("error", message));
    }

    private Answer overview() {
        return Answer.json(
                200,
                Map.of(
                        "records", crm.records().counts(),
                        "requests", simulator.ledger().requests().size(),
                        "faults", simulator.faults().report().size(),
                        "latencyMillis", simulator.latency().toMillis(),
                        "now", simulator.clock().instant(),
                        "quota", crm.quota()));
    }

    private Answer faults() {
        return Answer.json(200, simulator.faults().report());
    }

    private Answer addFaults(Call call) {
        return add(parsed(call));
    }

    private Answer add(List<Fault> parsed) {
        parsed.forEach(simulator.faults()::add);
        return faults();
    }

    private static List<Fault> parsed(Call call) {
        JsonNode body = call.request().json();
        var parsed = new ArrayList<Fault>();
        for (JsonNode each : body.isArray() ? body : List.of(body)) {
            parsed.add(FAULTS.treeToValue(each, Fault.class));
        }
        return parsed;
    }

    private Answer latency() {
        return Answer.json(200, Map.of("millis", simulator.latency().toMillis()));
    }

    private Answer setLatency(Call call) {
        simulator.latency(
                Duration.ofMillis(only(call, Set.of("millis")).path("millis").asLong(0)));
        return latency();
    }

    private Answer clock() {
        return Answer.json(
                200,
                Map.of(
                        "now",
                        simulator.clock().instant(),
                        "stopped",
                        simulator.clock().stopped()));
    }

    /** In this order: {@code now} (ISO instant), {@code advance} (ISO duration), {@code stopped} (boolean). */
    private Answer setClock(Call call) {
        ObjectNode wanted = only(call, Set.of("now", "advance", "stopped"));
        if (wanted.has("now"))
            simulator.clock().set(Instant.parse(wanted.path("now").asString()));
        if (wanted.has("advance"))
            simulator.clock().advance(Duration.parse(wanted.path("advance").asString()));
        if (wanted.has("stopped")) {
            if (wanted.path("stopped").asBoolean()) simulator.clock().stop();
            else simulator.clock().start();
        }
        return clock();
    }

    /** Filters: {@code after} (sequence), {@code kind}, and of effects {@code type}, {@code externalId}, {@code id}. */
    private Answer ledger(Call call) {
        Request request = call.request();
        long after = request.query("after").map(Long::parseLong).orElse(0L);
        Predicate<Entry> wanted = entry -> true;
        if (request.query("kind").isPresent()) {
            boolean effects = request.query("kind").get().equals("effect");
            wanted = entry -> entry instanceof Entry.Effect == effects;
        }
        for (String filter : List.of("type", "externalId", "id")) {
            var value = request.query(filter);
            if (value.isPresent()) {
                wanted = wanted.and(entry -> entry instanceof Entry.Effect effect
                        && value.get()
                                .equals(
                                        switch (filter) {
                                            case "type" -> effect.type();
                                            case "id" -> effect.id();
                                            default -> effect.externalId();
                                        }));
            }
        }
        return Answer.json(
                200, simulator.ledger().after(after).stream().filter(wanted).toList());
    }

    /** Any query parameter keeps only the records whose field has that value. */
    private Answer records(Call call) {
        var matching = crm.records().all(call.variable("type")).stream()
                .filter(each -> call.request().query().entrySet().stream()
                        .allMatch(field -> field.getValue()
                                .contains(each.path(field.getKey()).asString(""))))
                .toList();
        return Answer.json(200, matching);
    }

    private Answer seed(Call call) {
        JsonNode body = call.request().json();
        var seeded = new ArrayList<ObjectNode>();
        for (JsonNode each : body.isArray() ? body : List.of(body)) {
            seeded.add(crm.records().seed(call.variable("type"), object(each)));
        }
        return Answer.json(201, seeded);
    }

    private Answer edit(Call call) {
        return Answer.json(
                200,
                crm.records()
                        .edit(
                                call.variable("type"),
                                call.variable("id"),
                                object(call.request().json())));
    }

    private static ObjectNode only(Call call, Set<String> known) {
        ObjectNode body = object(call.request().json());
        for (String name : body.propertyNames()) {
            if (!known.contains(name)) throw new IllegalArgumentException(name + " is not one of " + known);
        }
        return body;
    }

    private static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) return object;
        throw new IllegalArgumentException("A JSON object is needed here");
    }
}
