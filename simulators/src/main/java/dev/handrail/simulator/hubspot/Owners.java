package dev.handrail.simulator.hubspot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The people who can own records, kept as HubSpot shows them. */
final class Owners {

    private static final String BEGINNING = "2024-01-01T00:00:00Z";
    private static final long FIRST_ID = 71_000_001L;
    private static final int FIRST_USER_ID = 5_100_001;

    private final List<ObjectNode> owners = new ArrayList<>();
    private int created;

    Owners() {
        for (JsonNode owner : Catalog.owners()) add((ObjectNode) owner);
    }

    ObjectNode add(ObjectNode wanted) {
        ObjectNode owner = Json.object();
        owner.put("id", String.valueOf(FIRST_ID + created));
        for (String member : List.of("email", "firstName", "lastName")) {
            owner.put(member, wanted.path(member).asString(""));
        }
        owner.put("type", wanted.path("type").asString("PERSON"));
        owner.put("userId", FIRST_USER_ID + created).put("userIdIncludingInactive", FIRST_USER_ID + created);
        owner.put("createdAt", BEGINNING).put("updatedAt", BEGINNING).put("archived", false);
        owner.withArrayProperty("teams");
        created++;
        owners.add(owner);
        return owner;
    }

    List<ObjectNode> all(boolean archived) {
        return owners.stream()
                .filter(owner -> owner.path("archived").asBoolean() == archived)
                .toList();
    }

    /** @param member {@code id} or {@code userId} */
    Optional<ObjectNode> find(String member, String value) {
        return owners.stream()
                .filter(owner -> owner.path(member).asString().equals(value))
                .findFirst();
    }

    boolean active(String id) {
        return find("id", id)
                .filter(owner -> !owner.path("archived").asBoolean())
                .isPresent();
    }

    void archive(String id) {
        find("id", id)
                .orElseThrow(() -> new IllegalArgumentException("There is no owner " + id))
                .put("archived", true);
    }
}
