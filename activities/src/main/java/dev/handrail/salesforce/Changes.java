package dev.handrail.salesforce;

import static dev.handrail.salesforce.Records.part;

import dev.handrail.connector.Change;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.connector.WriteAhead;
import dev.handrail.salesforce.Field.Access;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes and removes records. A write goes to the record that a query of the same composite request finds, and the
 * query asks for the record as it was seen: when it is not like that any more, there is nothing to write to.
 */
final class Changes {

    private static final int ATTEMPTS = 10;
    private static final int LONGEST_COMPARED = 255;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx");

    private final SalesforceApi api;
    private final Records records;

    Changes(SalesforceApi api, Records records) {
        this.api = api;
        this.records = records;
    }

    Change update(Scope scope, Ref ref, Map<String, ? extends @Nullable Object> fields, @Nullable String ifVersion) {
        WriteAhead ahead = scope.writeAhead();
        SalesforceObject object = SalesforceObject.writable(ref.type());
        String id = RecordIds.full(ref.type(), ref.id()).orElseThrow(() -> Records.notFound(object));
        Values values = Values.toUpdate(object, records.picklists(), fields);
        if (ahead == WriteAhead.NONE && ifVersion == null && comparable(object, values)) {
            Optional<Change> change = inOneTrip(object, id, values, scope.insists());
            if (change.isPresent()) {
                return change.get();
            }
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Row row = current(object, id, ifVersion);
            CrmRecord current = Shape.record(object, row);
            Values differing = values.differingFrom(current.fields());
            Map<String, Object> before = ahead.changing(current.ref(), Records.before(current, differing));
            if (differing.isEmpty()) {
                return new Change(false, before, current);
            }
            refuseFixed(differing);
            Optional<CrmRecord> changed = change(object, row, current, differing, scope.insists());
            if (changed.isPresent()) {
                return new Change(false, before, changed.get());
            }
        }
        throw keepsChanging();
    }

    private static void refuseFixed(Values differing) {
        Values.refuse(differing.fields().stream()
                .filter(field -> field.access() != Access.ANY_TIME)
                .map(field -> field.name()
                        + (field.access() == Access.NEVER
                                ? " is filled by a conversion only"
                                : " can only be given when the record is created"))
                .toList());
    }

    /** Whether SOQL can say for all the values that they differ from what the record has. */
    private static boolean comparable(SalesforceObject object, Values values) {
        return values.fields().stream()
                        .allMatch(field -> field.rule().filterable()
                                && field.access() == Access.ANY_TIME
                                && !(object.isActivity() && field.rule() instanceof FieldRule.Reference)
                                && !(object.type() == RecordType.OPPORTUNITY
                                        && field.name().equals("campaignId")))
                && !values.isEmpty();
    }

    /** Before, write and after in one request; empty when that could not be told or done in one. */
    private Optional<Change> inOneTrip(SalesforceObject object, String id, Values values, boolean insists) {
        Map<String, @Nullable Object> body = records.shape().body(object, values, Map.of());
        if (Composite.wouldBeMisread(body)) {
            return Optional.empty();
        }
        List<Soql.Condition> differences = values.fields().stream()
                .map(field -> Soql.differs(field.api(), literal(field, body.get(field.api()))))
                .toList();
        Composite composite = api.composite().insisting(insists);
        composite
                .read("before", object, id)
                .query("guard", seen(object, id).where(Soql.any(differences)))
                .change("changed", object, composite.firstOf("guard"), body)
                .read("after", object, id);
        Map<String, Answer> answers = api.send(composite);
        Row before = read(object, part(answers, "before"));
        Answer guard = part(answers, "guard");
        Answer changed = part(answers, "changed");
        if (!guard.ok()) {
            throw guard.failure(object, List.of(), false);
        }
        CrmRecord was = Shape.record(object, before);
        Values differing = values.differingFrom(was.fields());
        if (guard.records().isEmpty() || changed.isDuplicate()) {
            return differing.isEmpty() ? Optional.of(new Change(false, Map.of(), was)) : Optional.empty();
        }
        if (!changed.ok()) {
            throw records.refused(object, changed, values);
        }
        CrmRecord is = Shape.record(object, read(object, part(answers, "after")));
        return Optional.of(new Change(false, Records.before(was, differing), is));
    }

    private static Row read(SalesforceObject object, Answer answer) {
        if (answer.missing()) {
            throw Records.notFound(object);
        }
        if (!answer.ok()) {
            throw answer.failure(object, List.of(), false);
        }
        if (!object.holds(answer.row())) {
            throw Records.notFound(object);
        }
        return answer.row();
    }

    private Row current(SalesforceObject object, String id, @Nullable String ifVersion) {
        Row row = records.row(object, id).orElseThrow(() -> Records.notFound(object));
        if (ifVersion != null && !ifVersion.equals(Shape.record(object, row).version())) {
            throw new CrmFailure(Kind.CHANGED_MEANWHILE, "The record has changed since it was read; read it again");
        }
        return row;
    }

    /** Empty when somebody was faster. */
    private Optional<CrmRecord> change(
            SalesforceObject object, Row row, CrmRecord current, Values differing, boolean insists) {
        Map<String, @Nullable Object> body =
                new LinkedHashMap<>(records.shape().body(object, differing, current.fields()));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (Composite.wouldBeMisread(body)) {
                Answer alone = api.change(object, row.id(), body, insists);
                if (alone.ok()) {
                    return records.row(object, row.id()).map(after -> Shape.record(object, after));
                }
                body.put(SalesforceObject.UNIQUE, another(object, row, differing, alone, insists));
                continue;
            }
            Map<String, Answer> answers = guarded(
                    object,
                    row,
                    differing,
                    composite -> composite
                            .insisting(insists)
                            .change("done", object, composite.firstOf("guard"), body)
                            .read("after", object, row.id()));
            Answer changed = part(answers, "done");
            if (changed.ok()) {
                return Optional.of(Shape.record(object, read(object, part(answers, "after"))));
            }
            if (changed.halted()) {
                return Optional.empty();
            }
            body.put(SalesforceObject.UNIQUE, another(object, row, differing, changed, insists));
        }
        throw keepsChanging();
    }

    /** Another unique value to try, when that was what Salesforce refused. */
    private String another(SalesforceObject object, Row row, Values differing, Answer refusal, boolean insists) {
        if (!refusal.isDuplicate()) {
            throw records.refused(object, refusal, differing);
        }
        return records.duplicates().resolve(object, differing, refusal, row.id(), insists);
    }

    private interface Write {
        Composite onto(Composite composite);
    }

    private Map<String, Answer> guarded(SalesforceObject object, Row row, Values differing, Write write) {
        Composite composite = api.composite();
        composite.query("guard", unchanged(object, row, differing));
        Map<String, Answer> answers = api.send(write.onto(composite));
        Answer guard = part(answers, "guard");
        if (!guard.ok()) {
            throw guard.failure(object, List.of(), false);
        }
        return answers;
    }

    /** The stamp counts seconds; the earlier values of what is to be changed tell changes within one apart. */
    private static Soql unchanged(SalesforceObject object, Row row, Values differing) {
        Soql query = seen(object, row.id());
        stamp(row)
                .ifPresent(stamp -> query.where(Soql.from("SystemModstamp", stamp))
                        .where(Soql.before("SystemModstamp", stamp.plusSeconds(1))));
        for (Field field : differing.fields()) {
            Object raw = row.get(field.api());
            if (field.rule().filterable() && (raw == null || raw.toString().length() <= LONGEST_COMPARED)) {
                query.where(Soql.equal(field.api(), literal(field, raw)));
            }
        }
        return query;
    }

    private static Soql seen(SalesforceObject object, String id) {
        Soql query = Soql.select(object.name(), List.of("Id")).where(Soql.equal("Id", id));
        return object.isActivity()
                ? query.where(Soql.equal(SalesforceObject.IS_NOTE, object.type() == RecordType.NOTE))
                : query;
    }

    private static Optional<Instant> stamp(Row row) {
        try {
            return row.text("SystemModstamp")
                    .map(text -> OffsetDateTime.parse(text, STAMP).toInstant().truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    static @Nullable Object literal(Field field, @Nullable Object raw) {
        if (raw == null) {
            return null;
        }
        return switch (field.rule()) {
            case FieldRule.Number _ -> new BigDecimal(raw.toString());
            case FieldRule.Day _ -> LocalDate.parse(raw.toString());
            case FieldRule.Flag _ -> raw;
            case FieldRule.Text _, FieldRule.Choice _, FieldRule.Texts _, FieldRule.Reference _ -> raw.toString();
        };
    }

    /** Salesforce would remove what hangs on the record as well, so that is looked for first. */
    void remove(Ref ref, @Nullable String ifVersion) {
        SalesforceObject object = SalesforceObject.writable(ref.type());
        String id = RecordIds.full(ref.type(), ref.id()).orElseThrow(() -> Records.notFound(object));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Row row = unused(object, id, ifVersion);
            Map<String, Answer> answers = guarded(
                    object,
                    row,
                    new Values(Map.of()),
                    composite -> composite.delete("done", object, composite.firstOf("guard")));
            Answer removed = part(answers, "done");
            if (removed.ok()) {
                return;
            }
            if (!removed.halted()) {
                throw removed.failure(object, List.of(), true);
            }
        }
        throw keepsChanging();
    }

    private Row unused(SalesforceObject object, String id, @Nullable String ifVersion) {
        Composite composite = api.composite().read("it", object, id);
        List<Dependent> dependents = Dependent.on(object.type());
        for (int i = 0; i < dependents.size(); i++) {
            composite.query("used" + i, dependents.get(i).query(id));
        }
        Map<String, Answer> answers = api.send(composite);
        Row row = read(object, part(answers, "it"));
        if (ifVersion != null && !ifVersion.equals(Shape.record(object, row).version())) {
            throw new CrmFailure(Kind.CHANGED_MEANWHILE, "The record has changed since it was read; read it again");
        }
        List<String> users = new ArrayList<>();
        for (int i = 0; i < dependents.size(); i++) {
            Answer used = part(answers, "used" + i);
            if (!used.ok()) {
                throw used.failure(object, List.of(), false);
            }
            if (!used.records().isEmpty()) {
                users.add(dependents.get(i).toString());
            }
        }
        if (!users.isEmpty()) {
            throw new CrmFailure(
                    Kind.IN_USE, "Other records depend on it (" + String.join(", ", users) + "); remove those first");
        }
        return row;
    }

    private static CrmFailure keepsChanging() {
        return new CrmFailure(Kind.UNAVAILABLE, "The record keeps changing; try again later");
    }
}
