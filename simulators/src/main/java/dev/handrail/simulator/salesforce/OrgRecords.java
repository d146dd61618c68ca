package dev.handrail.simulator.salesforce;

import dev.handrail.simulator.ledger.Effects;
import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Row;
import dev.handrail.simulator.salesforce.data.Unit;
import dev.handrail.simulator.salesforce.data.Writes;
import dev.handrail.simulator.salesforce.query.Queries;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import dev.handrail.simulator.server.Records;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The org's records for the admin path, which is somebody else than the integration user. */
final class OrgRecords implements Records {

    private static final String VERSION = "v66.0";

    private final Org org;
    private final Writes writes;
    private final InstantSource clock;

    OrgRecords(Org org, Writes writes, InstantSource clock) {
        this.org = org;
        this.writes = writes;
        this.clock = clock;
    }

    @Override
    public Map<String, Integer> counts() {
        var counts = new LinkedHashMap<String, Integer>();
        for (ObjectType type : org.schema().types()) {
            counts.put(type.name(), (int) living(type).count());
        }
        return counts;
    }

    private Stream<Row> living(ObjectType type) {
        return org.database().rows(type).stream().filter(row -> !row.deleted());
    }

    @Override
    public List<ObjectNode> all(String type) {
        return living(type(type)).map(OrgRecords::shown).toList();
    }

    private static ObjectNode shown(Row row) {
        ObjectNode json = Queries.show(row, VERSION, null);
        json.remove("attributes");
        return json;
    }

    @Override
    public ObjectNode seed(String type, ObjectNode fields) {
        return done(unit -> writes.insert(unit, type(type), fields));
    }

    @Override
    public ObjectNode edit(String type, String id, ObjectNode fields) {
        return done(unit -> {
            writes.update(unit, type(type), id, fields);
            return id;
        });
    }

    @Override
    public void delete(String type, String id) {
        done(unit -> {
            writes.delete(unit, type(type), id);
            return id;
        });
    }

    private ObjectNode done(Function<Unit, String> change) {
        var unit = new Unit(org.database(), new Effects(), clock.instant(), org.colleagueId(), true);
        Unit.Mark mark = unit.mark();
        try {
            String id = change.apply(unit);
            org.database().commit();
            return shown(org.database().find(id).orElseThrow());
        } catch (Refusal e) {
            unit.backTo(mark);
            throw new IllegalArgumentException(e.code() + ": " + e.getMessage(), e);
        }
    }

    private ObjectType type(String name) {
        return org.schema().known(name);
    }
}
