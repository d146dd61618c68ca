package dev.handrail.hubspot;

import dev.handrail.connector.AccessTokens;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Scope;
import dev.handrail.hubspot.Bodies.Definition;
import dev.handrail.hubspot.Bodies.Group;
import dev.handrail.hubspot.Bodies.Groups;
import dev.handrail.hubspot.Bodies.Inputs;
import dev.handrail.hubspot.Bodies.Option;
import dev.handrail.hubspot.Bodies.Properties;
import dev.handrail.hubspot.Bodies.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the properties an account needs before Handrail can write to it: one unique {@code handrail_external_id} on
 * every type, and those for what HubSpot has no property of its own for. Runs only when somebody asks for it; a second
 * time it makes only what is missing. Needs the {@code crm.schemas} scopes of docs/hubspot.md.
 */
public final class HubSpotSetup {

    private static final String GROUP = "handrail";

    /** An id that HubSpot gives to no record. */
    private static final String NOBODY = "0";

    /** To define nothing, so that HubSpot says whether something may be defined. */
    private static final Inputs<Definition> NOTHING = new Inputs<>(List.of());

    private final HubSpotClient client;
    private final Map<RecordType, Mapping> mappings;

    public HubSpotSetup(HubSpotSettings settings, AccessTokens tokens) {
        this.client = new HubSpotClient(settings, tokens, QuotaListener.NONE);
        this.mappings = Mapping.all(settings);
    }

    /**
     * How an account stands after the set-up.
     *
     * @param created names of new properties by HubSpot's type; types that needed none are left out
     * @param alreadyThere those that an earlier run or a person made, in the same way
     * @param unfit properties that were there and are of another kind than Handrail needs, as {@code type.property}; a
     *     person has to rename or delete them
     * @param missingScopes what the access token has yet to be granted for the daily work
     */
    public record Preparation(
            Map<String, List<String>> created,
            Map<String, List<String>> alreadyThere,
            List<String> unfit,
            List<String> missingScopes) {}

    /**
     * Makes what is missing; changes no record.
     *
     * @throws CrmFailure UNAUTHORIZED naming all scopes that are missing, when the set-up itself needs one of them; what
     *     was made until then stays
     */
    public Preparation prepare(Scope scope) {
        Map<String, List<String>> created = new LinkedHashMap<>();
        Map<String, List<String>> alreadyThere = new LinkedHashMap<>();
        List<String> unfit = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>();
        definitions().forEach((object, definitions) -> {
            List<String> lacking = scopesMissingFor(() -> {
                Map<String, Property> present = present(scope, object);
                List<Definition> there = definitions.stream()
                        .filter(wanted -> present.containsKey(wanted.name()))
                        .toList();
                List<Definition> absent = definitions.stream()
                        .filter(wanted -> !present.containsKey(wanted.name()))
                        .toList();
                there.stream()
                        .filter(wanted -> !fits(present.get(wanted.name()), wanted))
                        .forEach(wanted -> unfit.add(object + "." + wanted.name()));
                note(alreadyThere, object, there);
                make(scope, object, absent);
                note(created, object, absent);
            });
            missing.addAll(lacking);
            if (!lacking.isEmpty()) {
                missing.addAll(scopesMissingFor(tried(() -> define(scope, object, "/batch/create", NOTHING))));
            }
        });
        boolean complete = missing.isEmpty();
        missing.addAll(scopesMissingForTheDailyWork(scope));
        if (!complete) {
            throw HubSpotErrors.missingScopes(List.copyOf(missing));
        }
        return new Preparation(created, alreadyThere, unfit, List.copyOf(missing));
    }

    private static void note(Map<String, List<String>> names, String object, List<Definition> definitions) {
        if (!definitions.isEmpty()) {
            names.put(object, definitions.stream().map(Definition::name).toList());
        }
    }

    /** Reads and changes a record that no account has: what HubSpot says first is whether that would be allowed. */
    private Set<String> scopesMissingForTheDailyWork(Scope scope) {
        Set<String> missing = new LinkedHashSet<>();
        mappings.values().stream()
                .filter(mapping -> mapping.type() != RecordType.LEAD)
                .forEach(mapping -> {
                    missing.addAll(scopesMissingFor(tried(() -> client.read(scope, mapping, NOBODY, List.of()))));
                    missing.addAll(scopesMissingFor(tried(() -> client.update(scope, mapping, NOBODY, Map.of()))));
                });
        missing.addAll(scopesMissingFor(tried(() -> client.owner(scope, NOBODY, false))));
        return missing;
    }

    private static Runnable tried(Runnable call) {
        return () -> {
            try {
                call.run();
            } catch (CrmFailure failure) {
                if (!failure.kind().isAnAnswer()) {
                    throw failure;
                }
            }
        };
    }

    private static List<String> scopesMissingFor(Runnable work) {
        try {
            work.run();
            return List.of();
        } catch (CrmFailure failure) {
            if (failure.getCause() instanceof MissingScopes missing) {
                return missing.names();
            }
            throw failure;
        }
    }

    private void make(Scope scope, String object, List<Definition> missing) {
        if (missing.isEmpty()) {
            return;
        }
        requireGroup(scope, object);
        define(scope, object, "/batch/create", new Inputs<>(missing));
        requireAll(present(scope, object), missing, object);
    }

    /** Somebody else may prepare the same account at this moment. */
    private void define(Scope scope, String object, String what, Object definition) {
        try {
            client.define(scope, object, what, definition);
        } catch (CrmFailure failure) {
            if (failure.kind() != CrmFailure.Kind.DUPLICATE) {
                throw failure;
            }
        }
    }

    private Map<String, Property> present(Scope scope, String object) {
        return client.definitions(scope, object, "", Properties.class).results().stream()
                .collect(Collectors.toMap(Property::name, property -> property, (one, _) -> one));
    }

    /** HubSpot makes those of a batch that it can. */
    private static void requireAll(Map<String, Property> present, List<Definition> wanted, String object) {
        String refused = wanted.stream()
                .map(Definition::name)
                .filter(name -> !present.containsKey(name))
                .collect(Collectors.joining(", "));
        if (!refused.isEmpty()) {
            throw new CrmFailure(
                    CrmFailure.Kind.INVALID,
                    "HubSpot did not make these properties of %s: %s; make them by hand".formatted(object, refused));
        }
    }

    private void requireGroup(Scope scope, String object) {
        boolean there = client.definitions(scope, object, "/groups", Groups.class).results().stream()
                .anyMatch(group -> group.name().equals(GROUP));
        if (!there) {
            define(scope, object, "/groups", new Group(GROUP, "Handrail"));
        }
    }

    private static boolean fits(@Nullable Property present, Definition wanted) {
        return present != null
                && wanted.type().equals(present.type())
                && (!wanted.hasUniqueValue() || Boolean.TRUE.equals(present.hasUniqueValue()));
    }

    /** By HubSpot's type; leads and contacts share theirs. */
    private Map<String, List<Definition>> definitions() {
        Map<String, Map<String, Definition>> byObject = new LinkedHashMap<>();
        mappings.values().forEach(mapping -> {
            Map<String, Definition> its = byObject.computeIfAbsent(mapping.object(), _ -> new LinkedHashMap<>());
            its.put(Mapping.KEY, unique(Mapping.KEY, "Handrail key", "The step of Handrail that made the record"));
            further(mapping.type()).forEach(definition -> its.put(definition.name(), definition));
            mapping.fields().stream()
                    .filter(Field::isCustom)
                    .map(HubSpotSetup::definition)
                    .forEach(definition -> its.put(definition.name(), definition));
        });
        return byObject.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> List.copyOf(entry.getValue().values()),
                        (one, _) -> one,
                        LinkedHashMap::new));
    }

    private static Stream<Definition> further(RecordType type) {
        return switch (type) {
            case LEAD -> Stream.of(definition(Mapping.CONVERSION_KEY));
            case ACCOUNT ->
                Stream.of(unique(
                        Mapping.DOMAIN_KEY,
                        "Handrail domain",
                        "The company domain, kept unique so that two leads do not make two companies"));
            default -> Stream.empty();
        };
    }

    private static Definition unique(String name, String label, String description) {
        return new Definition(name, label, description, GROUP, "string", "text", true, null);
    }

    private static Definition definition(Field field) {
        String name = String.valueOf(field.property());
        String words = name.substring(Field.CUSTOM.length()).replace('_', ' ');
        String label = "Handrail " + words.replaceFirst("^ai ", "AI ");
        String description = "Kept by Handrail: " + words;
        return switch (field.kind()) {
            case Kind.Numeric _ -> new Definition(name, label, description, GROUP, "number", "number", false, null);
            case Kind.Choice choice ->
                new Definition(name, label, description, GROUP, "enumeration", "select", false, options(choice));
            case Kind.Lines _, Kind.Formatted _ ->
                new Definition(name, label, description, GROUP, "string", "textarea", false, null);
            case Kind.Text _, Kind.Email _, Kind.Day _, Kind.Reference _ ->
                new Definition(name, label, description, GROUP, "string", "text", false, null);
        };
    }

    private static List<Option> options(Kind.Choice choice) {
        List<Option> options = new ArrayList<>();
        choice.stored()
                .values()
                .forEach(value -> options.add(new Option(
                        value.charAt(0) + value.substring(1).replace('_', ' ').toLowerCase(Locale.ROOT),
                        value,
                        options.size(),
                        false)));
        return options;
    }
}
