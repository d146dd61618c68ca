package dev.handrail.simulator.salesforce.query;

import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Row;
import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs SOQL and remembers the results that were not fetched to the end. */
public final class Queries {

    private static final int OPEN_CURSORS = 10;
    private static final int LARGEST_OFFSET = 2000;

    private record Cursor(List<Row> rows, Projection projection) {}

    private final Org org;
    private final InstantSource clock;
    private final Map<String, Cursor> cursors = new LinkedHashMap<>();
    private int lastCursor;

    public Queries(Org org, InstantSource clock) {
        this.org = org;
        this.clock = clock;
    }

    /**
     * The first page of a result, as the query resource answers it.
     *
     * @param version such as {@code v66.0}, for the addresses in the answer
     * @param deleted whether records in the recycle bin are found, too
     * @param pageSize most records of a page
     */
    public ObjectNode run(String soql, String version, boolean deleted, int pageSize) {
        if (soql.isBlank()) throw Refusal.of("MALFORMED_QUERY", "unexpected token: '<EOF>'");
        Soql query = SoqlParser.parse(soql, today());
        ObjectType type = type(org, query);
        if (query.offset() > LARGEST_OFFSET) {
            throw Refusal.of("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is " + LARGEST_OFFSET);
        }
        var plan = new Plan(org, query, type);
        List<Row> rows = plan.rows(deleted || query.allRows(), null);
        if (query.counting()) return counted(rows.size());
        var projection = new Projection(org, version, query, type, plan);
        var cursor = new Cursor(List.copyOf(rows), projection);
        return page(cursor, "", 0, version, pageSize);
    }

    /** A later page. */
    public ObjectNode more(String locator, String version, int pageSize) {
        int dash = locator.lastIndexOf('-');
        Cursor cursor = dash < 0 ? null : cursors.get(locator.substring(0, dash));
        if (cursor == null || !locator.substring(dash + 1).matches("\\d{1,9}")) {
            throw Refusal.of("INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        int from = Integer.parseInt(locator.substring(dash + 1));
        return page(cursor, locator.substring(0, dash), from, version, pageSize);
    }

    private ObjectNode page(Cursor cursor, String known, int from, String version, int pageSize) {
        int to = Math.min(cursor.rows.size(), from + pageSize);
        boolean done = to >= cursor.rows.size();
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("totalSize", cursor.rows.size());
        json.put("done", done);
        if (!done) {
            String id = known.isEmpty() ? keep(cursor) : known;
            json.put("nextRecordsUrl", "/services/data/" + version + "/query/" + id + "-" + to);
        }
        var records = json.putArray("records");
        cursor.rows.subList(Math.min(from, to), to).forEach(row -> records.add(cursor.projection.show(row)));
        return json;
    }

    private String keep(Cursor cursor) {
        String id = String.format("01gHr000%07dAAA", ++lastCursor);
        cursors.put(id, cursor);
        if (cursors.size() > OPEN_CURSORS)
            cursors.remove(cursors.keySet().iterator().next());
        return id;
    }

    private static ObjectNode counted(int size) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("totalSize", size);
        json.put("done", true);
        json.putArray("records");
        return json;
    }

    /** How the query would be run, in the form of the explain resource. */
    public ObjectNode explain(String soql) {
        Soql query = SoqlParser.parse(soql, today());
        ObjectType type = type(org, query);
        int all = org.database().rows(type).size();
        ObjectNode json = JsonMapper.shared().createObjectNode();
        ObjectNode plan = json.putArray("plans").addObject();
        plan.put("cardinality", new Plan(org, query, type).rows(false, null).size());
        plan.putArray("fields");
        plan.put("leadingOperationType", "TableScan");
        plan.putArray("notes");
        plan.put("relativeCost", 1.0);
        plan.put("sobjectCardinality", all);
        plan.put("sobjectType", type.name());
        return json;
    }

    /** What would stand after WHERE, as a test of single records. Dates such as TODAY are those of now. */
    public Predicate<Row> predicate(ObjectType type, String condition) {
        Condition parsed = SoqlParser.condition(condition, today());
        var query = new Soql(condition, List.of(), false, type.name(), 0, "", parsed, List.of(), -1, 0, false);
        return new Plan(org, query, type).predicate(parsed);
    }

    /** The record with its fields; all of them when none are named. */
    public static ObjectNode show(Row row, String version, @Nullable List<Field> fields) {
        return Projection.show(row, version, fields);
    }

    static ObjectType type(Org org, Soql query) {
        return org.schema()
                .type(query.from())
                .orElseThrow(() -> Complaint.type(query.text(), query.fromPosition(), query.from()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
