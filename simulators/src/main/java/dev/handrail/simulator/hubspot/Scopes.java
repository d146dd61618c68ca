package dev.handrail.simulator.hubspot;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an app must have been granted to make a call. */
final class Scopes {

    static final Set<String> ALL = Set.of(
            "crm.objects.contacts.read",
            "crm.objects.contacts.write",
            "crm.objects.companies.read",
            "crm.objects.companies.write",
            "crm.objects.deals.read",
            "crm.objects.deals.write",
            "crm.objects.custom.read",
            "crm.objects.custom.write",
            "crm.objects.owners.read",
            "crm.schemas.contacts.read",
            "crm.schemas.contacts.write",
            "crm.schemas.companies.read",
            "crm.schemas.companies.write",
            "crm.schemas.deals.read",
            "crm.schemas.deals.write",
            "crm.schemas.custom.read",
            "crm.schemas.custom.write",
            "tickets",
            "oauth");

    private static final Set<String> READING_POSTS = Set.of("search", "read");

    private final ObjectTypes types;

    Scopes(ObjectTypes types) {
        this.types = types;
    }

    /** Empty for calls that any app may make, and for paths that are not there. */
    Optional<String> required(String method, String path) {
        List<String> parts = List.of(path.replaceAll("^/+|/+$", "").split("/"));
        if (!parts.getFirst().equals("crm") || parts.size() < 3) return Optional.empty();
        boolean reads = method.equals("GET") || READING_POSTS.contains(parts.getLast());
        return switch (parts.get(2)) {
            case "owners" -> Optional.of("crm.objects.owners.read");
            case "schemas" -> Optional.of("crm.schemas.custom" + suffix(reads));
            case "objects", "associations" -> typed("crm.objects.", parts, reads);
            case "properties", "pipelines" -> typed("crm.schemas.", parts, reads);
            default -> Optional.empty();
        };
    }

    static HubSpotError refusal(String missing) {
        var detail = Json.object().put("message", "One or more of the following scopes are required.");
        detail.withObjectProperty("context").set("requiredGranularScopes", Json.strings(List.of(missing)));
        return HubSpotError.of(
                        403,
                        "MISSING_SCOPES",
                        "This app hasn't been granted all required scopes to make this call. Read more about required"
                                + " scopes here: https://developers.hubspot.com/scopes.")
                .detail(detail)
                .link("scopes", "https://developers.hubspot.com/scopes");
    }

    private Optional<String> typed(String prefix, List<String> parts, boolean reads) {
        if (parts.size() < 4) return Optional.empty();
        return types.find(parts.get(3)).map(type -> {
            if (type.is("tickets")) return "tickets";
            if (type.custom()) return prefix + "custom" + suffix(reads);
            boolean ofItsOwn = type.is("companies") || type.is("deals");
            return prefix + (ofItsOwn ? type.name() : "contacts") + suffix(reads);
        });
    }

    private static String suffix(boolean reads) {
        return reads ? ".read" : ".write";
    }
}
