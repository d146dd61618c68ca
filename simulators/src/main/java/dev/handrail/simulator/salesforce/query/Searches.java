package dev.handrail.simulator.salesforce.query;

import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Row;
import dev.handrail.simulator.salesforce.data.Words;
import dev.handrail.simulator.salesforce.query.Token.Kind;
import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.Field.Trait;
import dev.handrail.simulator.salesforce.schema.FieldType;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs SOSL and parameterized searches. */
public final class Searches {

    private static final Pattern SOSL = Pattern.compile(
            "\\s*FIND\\s*\\{((?:[^\\\\}]|\\\\.)*)}\\s*(?:IN\\s+(ALL|NAME|EMAIL|PHONE|SIDEBAR)\\s+FIELDS)?"
                    + "\\s*(?:RETURNING\\s+(.*?))?(?:\\s+LIMIT\\s+(\\d+))?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Set<String> CLAUSES = Set.of("WHERE", "ORDER", "LIMIT", "OFFSET", "USING");
    private static final int MOST = 2000;

    /**
     * @param fields and what follows them, such as {@code Id, Name WHERE Industry = 'Media'}
     */
    private record Returned(ObjectType type, String fields) {}

    private final Org org;
    private final InstantSource clock;
    private Duration lag = Duration.ZERO;

    public Searches(Org org, InstantSource clock) {
        this.org = org;
        this.clock = clock;
    }

    /** How long a change takes until searches know of it, as in the real one; none at first. */
    public void lag(Duration duration) {
        lag = duration;
    }

    public Duration lag() {
        return lag;
    }

    public ObjectNode sosl(String text, String version) {
        Matcher matcher = SOSL.matcher(text);
        if (!matcher.matches()) {
            throw Refusal.of("MALFORMED_SEARCH", "No search term found. The search term must be enclosed in braces.");
        }
        String scope = matcher.group(2) == null ? "ALL" : matcher.group(2).toUpperCase(Locale.ROOT);
        List<Returned> returned = matcher.group(3) == null ? everything() : returned(matcher.group(3));
        int limit = matcher.group(4) == null ? MOST : Integer.parseInt(matcher.group(4));
        return run(new SearchTerm(matcher.group(1), true), scope, returned, limit, version);
    }

    /** The parameters of a POST to the parameterized search; those of a GET have the same names. */
    public ObjectNode parameterized(JsonNode wanted, String version) {
        String term = wanted.path("q").asString("");
        if (term.isBlank()) throw Refusal.of("MALFORMED_SEARCH", "q is required");
        String defaults = fields(wanted.path("fields"), "Id");
        var returned = new ArrayList<Returned>();
        for (JsonNode each : wanted.path("sobjects")) {
            String clause = fields(each.path("fields"), defaults);
            if (each.has("where")) clause += " WHERE " + each.path("where").asString();
            if (each.has("limit")) clause += " LIMIT " + each.path("limit").asInt();
            returned.add(new Returned(type(each.path("name").asString("")), clause));
        }
        String scope = wanted.path("in").asString("ALL").toUpperCase(Locale.ROOT);
        int limit = wanted.path("overallLimit").asInt(MOST);
        return run(new SearchTerm(term, false), scope, returned.isEmpty() ? everything() : returned, limit, version);
    }

    private static String fields(JsonNode list, String otherwise) {
        if (!list.isArray() || list.isEmpty()) return otherwise;
        return String.join(", ", list.valueStream().map(JsonNode::asString).toList());
    }

    private ObjectNode run(SearchTerm term, String scope, List<Returned> returned, int limit, String version) {
        Instant known = clock.instant().minus(lag);
        ObjectNode json = JsonMapper.shared().createObjectNode();
        var records = json.putArray("searchRecords");
        for (Returned each : returned) {
            List<Row> found = org.database().holding(each.type, term.needed()).stream()
                    .filter(row -> !row.deleted() && !row.modified().isAfter(known))
                    .filter(row -> term.found(texts(row, scope)))
                    .toList();
            Soql query = SoqlParser.parse(soql(each), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            var plan = new Plan(org, query, each.type);
            var projection = new Projection(org, version, query, each.type, plan);
            for (Row row : plan.rows(false, found)) {
                if (records.size() < limit) records.add(projection.show(row));
            }
        }
        return json;
    }

    private static List<List<String>> texts(Row row, String scope) {
        return row.type().fields().stream()
                .filter(field -> searched(field, scope))
                .map(row::get)
                .filter(value -> value != null)
                .map(value -> Words.of(value.toString()))
                .toList();
    }

    private static boolean searched(Field field, String scope) {
        FieldType type = field.type();
        return switch (scope) {
            case "NAME", "SIDEBAR" -> field.is(Trait.NAME) || field.name().equals("Company");
            case "EMAIL" -> type == FieldType.EMAIL;
            case "PHONE" -> type == FieldType.PHONE;
            default -> Words.searched(field);
        };
    }

    private static String soql(Returned returned) {
        String clause = returned.fields;
        for (Token token : Lexer.tokens(clause)) {
            if (token.kind() == Kind.WORD && CLAUSES.contains(token.text().toUpperCase(Locale.ROOT))) {
                return "SELECT " + clause.substring(0, token.position()) + " FROM " + returned.type.name() + " "
                        + clause.substring(token.position());
            }
        }
        return "SELECT " + clause + " FROM " + returned.type.name();
    }

    private List<Returned> everything() {
        return org.schema().types().stream()
                .filter(ObjectType::writable)
                .map(type -> new Returned(type, "Id"))
                .toList();
    }

    /** {@code Account(Id, Name WHERE …), Lead}, cut at the commas outside parentheses. */
    private List<Returned> returned(String clause) {
        var returned = new ArrayList<Returned>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= clause.length(); i++) {
            char c = i == clause.length() ? ',' : clause.charAt(i);
            if (c == '(') depth++;
            else if (c == ')') depth--;
            else if (c == ',' && depth == 0) {
                returned.add(one(clause.substring(start, i).strip()));
                start = i + 1;
            }
        }
        if (depth != 0) throw Refusal.of("MALFORMED_SEARCH", "missing parenthesis in " + clause);
        return returned;
    }

    private Returned one(String clause) {
        int open = clause.indexOf('(');
        if (open < 0) return new Returned(type(clause), "Id");
        if (!clause.endsWith(")")) throw Refusal.of("MALFORMED_SEARCH", "missing ) after " + clause);
        return new Returned(type(clause.substring(0, open).strip()), clause.substring(open + 1, clause.length() - 1));
    }

    private ObjectType type(String name) {
        return org.schema()
                .type(name)
                .orElseThrow(() -> Refusal.of("INVALID_TYPE", "sObject type '" + name + "' is not supported."));
    }

    /** The parameters of a GET as those of a POST. */
    public static ObjectNode fromQuery(Map<String, List<String>> query) {
        ObjectNode wanted = JsonMapper.shared().createObjectNode();
        var names = new ArrayList<String>();
        query.forEach((name, values) -> {
            String value = values.getFirst();
            switch (name) {
                case "sobject" -> names.addAll(List.of(value.split(",")));
                case "fields" -> List.of(value.split(",")).forEach(wanted.withArray("fields")::add);
                case "q", "in" -> wanted.put(name, value);
                case "overallLimit" -> wanted.put(name, Integer.parseInt(value));
                default -> {}
            }
        });
        for (String name : names) {
            ObjectNode object = wanted.withArray("sobjects").addObject();
            object.put("name", name.strip());
            String fields =
                    query.getOrDefault(name.strip() + ".fields", List.of("")).getFirst();
            if (!fields.isEmpty()) List.of(fields.split(",")).forEach(object.putArray("fields")::add);
            query.getOrDefault(name.strip() + ".where", List.of()).forEach(where -> object.put("where", where));
            query.getOrDefault(name.strip() + ".limit", List.of())
                    .forEach(limit -> object.put("limit", Integer.parseInt(limit)));
        }
        return wanted;
    }
}
