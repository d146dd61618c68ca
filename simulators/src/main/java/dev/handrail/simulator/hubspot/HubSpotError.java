package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A refusal in HubSpot's form. Members are only added while it is built. */
final class HubSpotError extends RuntimeException {

    private final int status;
    private final ObjectNode body;

    private HubSpotError(int status, @Nullable String category, String message) {
        super(message);
        this.status = status;
        body = Json.object();
        body.put("status", "error").put("message", message);
        if (category != null) body.put("category", category);
    }

    static HubSpotError of(int status, String category, String message) {
        return new HubSpotError(status, category, message);
    }

    static HubSpotError invalid(String message) {
        return of(400, "VALIDATION_ERROR", message);
    }

    /** Where the body is not JSON, or not of the right form. */
    static HubSpotError invalidJson(String reason) {
        return invalid("Invalid input JSON on line 1, column 1: " + reason);
    }

    static HubSpotError missing(String... fields) {
        return invalidJson("Some required fields were not set: " + List.of(fields));
    }

    static HubSpotError conflict(String message) {
        return of(409, "CONFLICT", message);
    }

    static HubSpotError notFound(String message) {
        return of(404, "OBJECT_NOT_FOUND", message);
    }

    /** What reads and updates by id say: HubSpot gives it no category. */
    static HubSpotError noSuchObject() {
        return new HubSpotError(404, null, "resource not found");
    }

    HubSpotError subCategory(String subCategory) {
        body.put("subCategory", subCategory);
        return this;
    }

    HubSpotError context(String name, Iterable<String> values) {
        body.withObjectProperty("context").set(name, Json.strings(values));
        return this;
    }

    HubSpotError context(String name, String value) {
        return context(name, List.of(value));
    }

    HubSpotError member(String name, String value) {
        body.put(name, value);
        return this;
    }

    HubSpotError detail(ObjectNode detail) {
        body.withArrayProperty("errors").add(detail);
        return this;
    }

    HubSpotError link(String name, String address) {
        body.withObjectProperty("links").put(name, address);
        return this;
    }

    int status() {
        return status;
    }

    String message() {
        return body.path("message").asString("");
    }

    Answer answer() {
        String id = UUID.randomUUID().toString();
        ObjectNode whole = body.deepCopy();
        whole.put("correlationId", id);
        return Answer.json(status, whole).with("X-HubSpot-Correlation-Id", id);
    }

    /** As an entry of a batch's {@code errors}; clients insist on all its members. */
    ObjectNode entry() {
        ObjectNode entry = body.deepCopy();
        if (!entry.has("category")) entry.put("category", "OBJECT_NOT_FOUND");
        entry.withObjectProperty("context");
        entry.withObjectProperty("links");
        entry.withArrayProperty("errors");
        return entry;
    }
}
