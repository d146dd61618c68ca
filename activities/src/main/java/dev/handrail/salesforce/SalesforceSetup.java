package dev.handrail.salesforce;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks whether an org has the custom fields of docs/salesforce.md, as Handrail's user sees them. Changes nothing. */
public final class SalesforceSetup {

    private static final String CUSTOM = "__c";

    /** Where an administrator makes the fields of tasks. */
    private static final Map<String, String> MADE_ON = Map.of("Task", "Activity");

    private final Function<String, SalesforceSignIn> signIns;
    private final SalesforceSettings settings;

    /** @param signIns the tenant's */
    public SalesforceSetup(Function<String, SalesforceSignIn> signIns, SalesforceSettings settings) {
        this.signIns = signIns;
        this.settings = settings;
    }

    /**
     * What was found.
     *
     * @param present names of fields that are as they should be, by object
     * @param missing those that are not there, or that the user may not see
     * @param unfit fields that should be unique and are not, or that the user may not edit, as {@code object.field}
     */
    public record Inspection(
            Map<String, List<String>> present, Map<String, List<String>> missing, List<String> unfit) {}

    /** @throws CrmFailure when the org does not answer or refuses the sign-in */
    public Inspection inspect(Scope scope) {
        SalesforceApi api = new SalesforceApi(signIns.apply(scope.tenant()), settings);
        Map<String, List<String>> present = new LinkedHashMap<>();
        Map<String, List<String>> missing = new LinkedHashMap<>();
        List<String> unfit = new ArrayList<>();
        needed().forEach((object, names) -> {
            Map<String, Row> fields = api.describe(object).rows("fields").stream()
                    .collect(Collectors.toMap(field -> field.text("name").orElse(""), field -> field));
            String madeOn = MADE_ON.getOrDefault(object, object);
            names.forEach(name -> {
                Row field = fields.get(name);
                if (field == null) {
                    missing.computeIfAbsent(madeOn, _ -> new ArrayList<>()).add(name);
                } else if (isFit(object, field)) {
                    present.computeIfAbsent(madeOn, _ -> new ArrayList<>()).add(name);
                } else {
                    unfit.add(madeOn + "." + name);
                }
            });
        });
        return new Inspection(present, missing, unfit);
    }

    private static boolean isFit(String object, Row field) {
        boolean unique = uniqueNames(object).contains(field.text("name").orElse(""));
        return (field.is("updateable") || field.is("createable")) && (!unique || field.is("unique"));
    }

    /** By Salesforce's object; tasks and notes share theirs. */
    static Map<String, Set<String>> needed() {
        Map<String, Set<String>> needed = new LinkedHashMap<>();
        for (RecordType type : RecordType.IN_EVERY_CRM) {
            SalesforceObject object = SalesforceObject.of(type);
            if (object.hasKeys()) {
                Set<String> names = needed.computeIfAbsent(object.name(), _ -> new LinkedHashSet<>());
                names.addAll(uniqueNames(object.name()));
                object.selected().stream().filter(name -> name.endsWith(CUSTOM)).forEach(names::add);
            }
        }
        return needed;
    }

    static Set<String> uniqueNames(String object) {
        return switch (object) {
            case "Lead", "Contact" -> Set.of(SalesforceObject.EXTERNAL_ID, SalesforceObject.UNIQUE);
            case "Account" -> Set.of(SalesforceObject.EXTERNAL_ID, "Domain__c");
            default -> Set.of(SalesforceObject.EXTERNAL_ID);
        };
    }
}
