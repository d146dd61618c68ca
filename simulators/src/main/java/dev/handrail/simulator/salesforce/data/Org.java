package dev.handrail.simulator.salesforce.data;

import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import dev.handrail.simulator.salesforce.schema.Option;
import dev.handrail.simulator.salesforce.schema.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An organization: its objects, its records, its rules and the two people in it. */
public final class Org {

    public static final String USERNAME = "handrail@example.com";

    private final Schema schema = Schema.standard();
    private final Database database = new Database();
    private final List<ValidationRule> validationRules = new ArrayList<>();
    private Instant schemaChanged;
    private DuplicateRule duplicateRule = DuplicateRule.off();
    private final String id;
    private final String userId;
    private final String colleagueId;

    public Org(Instant start) {
        Instant now = start.truncatedTo(ChronoUnit.SECONDS);
        schemaChanged = now;
        id = add("Organization", now, Map.of("Name", "Handrail Simulator", "OrganizationType", "Developer Edition"));
        userId = addUser(now, USERNAME, "Handrail", "Integration");
        colleagueId = addUser(now, "dana.reyes@example.com", "Dana", "Reyes");
        addValues(now, "Lead", "Status", "LeadStatus");
        addValues(now, "Opportunity", "StageName", "OpportunityStage");
        addValues(now, "Task", "Status", "TaskStatus");
        database.commit();
    }

    public Schema schema() {
        return schema;
    }

    /** When an object or field was added or changed last. */
    public Instant schemaChanged() {
        return schemaChanged;
    }

    public void schemaChanged(Instant now) {
        schemaChanged = now.truncatedTo(ChronoUnit.SECONDS);
    }

    public Database database() {
        return database;
    }

    public List<ValidationRule> validationRules() {
        return validationRules;
    }

    public DuplicateRule duplicateRule() {
        return duplicateRule;
    }

    public void duplicateRule(DuplicateRule rule) {
        duplicateRule = rule;
    }

    public String id() {
        return id;
    }

    /** The user whom clients sign in as. */
    public String userId() {
        return userId;
    }

    /** Another user, who edits records in the CRM's own pages. */
    public String colleagueId() {
        return colleagueId;
    }

    public Row user() {
        return database.find(userId).orElseThrow();
    }

    private String addUser(Instant now, String username, String first, String last) {
        return add(
                "User",
                now,
                Map.of(
                        "Username",
                        username,
                        "FirstName",
                        first,
                        "LastName",
                        last,
                        "Email",
                        username,
                        "Alias",
                        first.substring(0, 4),
                        "IsActive",
                        true,
                        "TimeZoneSidKey",
                        "GMT",
                        "LocaleSidKey",
                        "en_US",
                        "LanguageLocaleKey",
                        "en_US"));
    }

    private void addValues(Instant now, String object, String field, String listed) {
        List<Option> options =
                schema.known(object).field(field).map(Field::options).orElseThrow();
        for (int i = 0; i < options.size(); i++) {
            Option option = options.get(i);
            var values = new HashMap<String, Object>(option.traits());
            values.put("MasterLabel", option.value());
            values.put("ApiName", option.value());
            values.put("SortOrder", BigDecimal.valueOf(i + 1L));
            values.put("IsDefault", option.chosenAtFirst());
            add(listed, now, values);
        }
    }

    private String add(String object, Instant now, Map<String, Object> given) {
        ObjectType type = schema.known(object);
        var values = new HashMap<String, Object>(given);
        for (Field field : type.fields()) {
            if (field.initial() != null) values.putIfAbsent(field.name(), field.initial());
        }
        String newId = database.newId(type);
        values.put("Id", newId);
        stamp(values, now, object.equals("User") ? newId : null);
        database.put(new Row(type, values));
        return newId;
    }

    private static void stamp(Map<String, Object> values, Instant now, @Nullable String by) {
        values.put("CreatedDate", now);
        values.put("LastModifiedDate", now);
        values.put("SystemModstamp", now);
        if (by != null) {
            values.put("CreatedById", by);
            values.put("LastModifiedById", by);
        }
    }
}
