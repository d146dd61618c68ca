package dev.handrail.simulator.salesforce;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.salesforce.data.DuplicateRule;
import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Row;
import dev.handrail.simulator.salesforce.data.ValidationRule;
import dev.handrail.simulator.salesforce.login.OAuth;
import dev.handrail.simulator.salesforce.login.Sessions;
import dev.handrail.simulator.salesforce.query.Queries;
import dev.handrail.simulator.salesforce.query.Searches;
import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.Field.Trait;
import dev.handrail.simulator.salesforce.schema.FieldType;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import dev.handrail.simulator.salesforce.schema.Option;
import dev.handrail.simulator.salesforce.schema.Schema;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an administrator does in the org's setup, as one path each.
 *
 * <ul>
 *   <li>{@code PUT /_admin/duplicate-rule} {@code {active, allowSave, message}}
 *   <li>{@code GET|POST|DELETE /_admin/validation-rules} {@code {object, name, refuseWhen, message, field}}
 *   <li>{@code POST /_admin/objects} {@code {name, label, plural}}
 *   <li>{@code POST /_admin/objects/{object}/fields} {@code {name, label, type, length, precision, scale, values,
 *       restricted, required, unique, externalId, referenceTo, relationship}}
 *   <li>{@code PUT /_admin/connected-apps/{clientId}} {@code {clientSecret, certificate}}
 *   <li>{@code POST /_admin/sessions/invalidate}, with {@code {token}} for one session
 *   <li>{@code PUT /_admin/search} {@code {lagMillis}}
 * </ul>
 */
final class Setup {

    private final Org org;
    private final Queries queries;
    private final Searches searches;
    private final OAuth oauth;
    private final Sessions sessions;
    private final InstantSource clock;

    Setup(Org org, Queries queries, Searches searches, OAuth oauth, Sessions sessions, InstantSource clock) {
        this.org = org;
        this.queries = queries;
        this.searches = searches;
        this.oauth = oauth;
        this.sessions = sessions;
        this.clock = clock;
    }

    Answer duplicateRule(JsonNode wanted) {
        DuplicateRule now = org.duplicateRule();
        org.duplicateRule(new DuplicateRule(
                wanted.path("active").asBoolean(now.active()),
                wanted.path("allowSave").asBoolean(now.allowSave()),
                wanted.path("message").asString(now.message())));
        return Answer.json(200, org.duplicateRule());
    }

    Answer validationRules() {
        return Answer.json(200, org.validationRules().stream().map(Setup::shown).toList());
    }

    private static Map<String, Object> shown(ValidationRule rule) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("object", rule.object());
        shown.put("name", rule.name());
        shown.put("refuseWhen", rule.condition());
        shown.put("message", rule.message());
        if (rule.field() != null) shown.put("field", rule.field());
        return shown;
    }

    Answer addValidationRule(JsonNode wanted) {
        ObjectType type = org.schema().known(required(wanted, "object"));
        String name = required(wanted, "name");
        String condition = required(wanted, "refuseWhen");
        Predicate<Row> refuses = predicate(type, condition);
        org.validationRules().removeIf(rule -> rule.name().equals(name));
        org.validationRules()
                .add(new ValidationRule(
                        type.name(), name, condition, refuses, required(wanted, "message"), optional(wanted, "field")));
        return validationRules();
    }

    private Predicate<Row> predicate(ObjectType type, String condition) {
        try {
            return queries.predicate(type, condition);
        } catch (Refusal e) {
            throw new IllegalArgumentException("refuseWhen is what stands after WHERE in SOQL: " + e.getMessage(), e);
        }
    }

    Answer dropValidationRules() {
        org.validationRules().clear();
        return Answer.empty(204);
    }

    Answer addObject(JsonNode wanted) {
        String name = required(wanted, "name");
        String label = wanted.path("label").asString(name.replace("__c", ""));
        ObjectType type =
                org.schema().addObject(name, label, wanted.path("plural").asString(label + "s"));
        org.schemaChanged(clock.instant());
        return Answer.json(201, Map.of("name", type.name(), "keyPrefix", type.prefix()));
    }

    Answer putField(String object, JsonNode wanted) {
        Schema schema = org.schema();
        ObjectType type = schema.known(object);
        String name = required(wanted, "name");
        FieldType kind = FieldType.described(required(wanted, "type"));
        Field field = Field.custom(
                name,
                wanted.path("label").asString(name.replace("__c", "")),
                kind,
                wanted.path("length").asInt(kind.text() ? 255 : 0),
                wanted.path("precision").asInt(kind.number() ? 18 : 0),
                wanted.path("scale").asInt(0));
        if (wanted.has("values"))
            field = field.choosing(
                    texts(wanted.path("values")).stream().map(Option::of).toList());
        if (wanted.has("referenceTo")) {
            field = field.pointingTo(texts(wanted.path("referenceTo")), required(wanted, "relationship"));
        }
        for (Trait trait : List.of(Trait.RESTRICTED, Trait.REQUIRED, Trait.UNIQUE)) {
            if (wanted.path(trait.name().toLowerCase(Locale.ROOT)).asBoolean(false)) field = field.with(trait);
        }
        if (wanted.path("externalId").asBoolean(false)) field = field.with(Trait.EXTERNAL_ID);
        schema.putField(type, field);
        org.schemaChanged(clock.instant());
        return Answer.json(201, Map.of("object", type.name(), "field", field.name()));
    }

    Answer putConnectedApp(String clientId, JsonNode wanted) {
        oauth.register(clientId, required(wanted, "clientSecret"), optional(wanted, "certificate"));
        return Answer.empty(204);
    }

    Answer invalidateSessions(JsonNode wanted) {
        String token = optional(wanted, "token");
        if (token == null) sessions.endAll();
        else if (!sessions.end(token)) throw new IllegalArgumentException("There is no such session");
        return Answer.empty(204);
    }

    Answer search(JsonNode wanted) {
        searches.lag(Duration.ofMillis(wanted.path("lagMillis").asLong(0)));
        return Answer.json(200, Map.of("lagMillis", searches.lag().toMillis()));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static String required(JsonNode wanted, String name) {
        String value = optional(wanted, name);
        if (value == null) throw new IllegalArgumentException(name + " is needed");
        return value;
    }

    private static @Nullable String optional(JsonNode wanted, String name) {
        JsonNode value = wanted.path(name);
        return value.isString() && !value.asString().isBlank() ? value.asString() : null;
    }
}
