package dev.handrail.salesforce;

import dev.handrail.connector.Change;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and creates the records of one org. */
final class Records {

    private static final int ATTEMPTS = 10;

    private final SalesforceApi api;
    private final Picklists picklists;
    private final Shape shape;
    private final Duplicates duplicates;

    Records(SalesforceApi api, Picklists picklists) {
        this.api = api;
        this.picklists = picklists;
        this.shape = new Shape(picklists);
        this.duplicates = new Duplicates(api);
    }

    Optional<CrmRecord> read(Ref ref) {
        SalesforceObject object = SalesforceObject.of(ref.type());
        return RecordIds.full(ref.type(), ref.id())
                .flatMap(id -> row(object, id))
                .map(row -> Shape.record(object, row));
    }

    Optional<Row> row(SalesforceObject object, String id) {
        Answer answer = one(api.composite().read("it", object, id), "it");
        if (answer.missing()) {
            return Optional.empty();
        }
        if (!answer.ok()) {
            throw answer.failure(object, List.of(), false);
        }
        return Optional.of(answer.row()).filter(object::holds);
    }

    /** The stamps count seconds; a record that is no longer there was changed, too. */
    boolean changedSinceCreation(Ref ref) {
        SalesforceObject object = SalesforceObject.of(ref.type());
        Soql stamps = Soql.select(object.name(), List.of("CreatedDate", "SystemModstamp"))
                .where(Soql.equal("Id", RecordIds.full(ref.type(), ref.id()).orElseThrow(() -> notFound(object))));
        Answer answer = one(api.composite().query("it", stamps), "it");
        if (!answer.ok()) {
            throw answer.failure(object, List.of(), false);
        }
        return answer.records().stream()
                .noneMatch(row -> row.text("CreatedDate").equals(row.text("SystemModstamp")));
    }

    Optional<Row> byKey(SalesforceObject object, String key) {
        if (!object.hasKeys()) {
            return Optional.empty();
        }
        Answer answer = one(api.composite().queryAll("it", withKey(object, object.selected(), key)), "it");
        if (!answer.ok()) {
            throw answer.failure(object, List.of(), false);
        }
        return answer.records().stream().filter(object::holds).findFirst();
    }

    /** A record in the recycle bin comes first: it is the one that was created under the key. */
    private static Soql withKey(SalesforceObject object, List<String> fields, String key) {
        return Soql.select(object.name(), fields)
                .where(Soql.equal(SalesforceObject.EXTERNAL_ID, key))
                .descending("IsDeleted")
                .limit(1);
    }

    /** @param insists whether it is made though a duplicate rule of the org finds others like it */
    Change create(RecordType type, Map<String, ? extends @Nullable Object> fields, String key, boolean insists) {
        SalesforceObject object = SalesforceObject.writable(type);
        Values values = Values.toCreate(object, picklists, fields);
        Map<String, @Nullable Object> body = shape.newBody(object, values, key);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Inserted inserted = insert(object, body, key, insists);
            if (inserted.row() != null) {
                return new Change(inserted.created(), Map.of(), Shape.record(object, inserted.row()));
            }
            if (!inserted.refusal().isDuplicate()) {
                throw refused(object, inserted.refusal(), values);
            }
            Optional<Row> mine = byKey(object, key);
            if (mine.isPresent()) {
                return new Change(false, Map.of(), Shape.record(object, mine.get()));
            }
            body.put(SalesforceObject.UNIQUE, duplicates.resolve(object, values, inserted.refusal(), "", insists));
        }
        throw new CrmFailure(Kind.UNAVAILABLE, "Records with the same value keep changing; try again later");
    }

    CrmFailure refused(SalesforceObject object, Answer refusal, Values values) {
        if (!refusal.fields().isEmpty()) {
            picklists.forget(object);
        }
        return refusal.failure(object, values.references(), true);
    }

    /** @param refusal what Salesforce said when there is no row */
    private record Inserted(boolean created, @Nullable Row row, Answer refusal) {}

    /**
     * An insert, not an upsert: that would overwrite what a person has changed since. A record in the recycle bin with
     * the same key is found by the second part; reading it fails, which takes the insert back.
     */
    private Inserted insert(SalesforceObject object, Map<String, @Nullable Object> body, String key, boolean insists) {
        if (Composite.wouldBeMisread(body)) {
            return insertAlone(object, body, key, insists);
        }
        Composite composite = api.allOrNone().insisting(insists);
        composite
                .insert("made", object, body)
                .queryAll("first", withKey(object, List.of("Id"), key))
                .read("after", object, composite.firstOf("first"));
        Map<String, Answer> answers = api.send(composite);
        Answer made = part(answers, "made");
        Answer after = part(answers, "after");
        if (after.ok()) {
            return new Inserted(true, after.row(), made);
        }
        if (after.missing()) {
            return byKey(object, key)
                    .map(row -> new Inserted(false, row, made))
                    .orElseThrow(() -> ErrorTable.unanswered(true, null));
        }
        Answer first = part(answers, "first");
        Answer refusal = !made.halted() ? made : !first.ok() && !first.halted() ? first : after;
        return new Inserted(false, null, refusal);
    }

    private Inserted insertAlone(
            SalesforceObject object, Map<String, @Nullable Object> body, String key, boolean insists) {
        Optional<Row> existing = byKey(object, key);
        if (existing.isPresent()) {
            return new Inserted(false, existing.get(), new Answer(200, null));
        }
        Answer made = api.insert(object, body, insists);
        if (!made.ok()) {
            return new Inserted(false, null, made);
        }
        Row row = row(object, made.row().text("id").orElse("")).orElseThrow(() -> ErrorTable.unanswered(true, null));
        return new Inserted(true, row, made);
    }

    Shape shape() {
        return shape;
    }

    Picklists picklists() {
        return picklists;
    }

    Duplicates duplicates() {
        return duplicates;
    }

    Answer one(Composite composite, String name) {
        return part(api.send(composite), name);
    }

    static Answer part(Map<String, Answer> answers, String name) {
        return answers.getOrDefault(name, new Answer(500, null));
    }

    static CrmFailure notFound(SalesforceObject object) {
        return new CrmFailure(
                Kind.NOT_FOUND,
                "There is no %s with this id; it may have been removed"
                        .formatted(object.type().name().toLowerCase(java.util.Locale.ROOT)));
    }

    static Map<String, Object> before(CrmRecord current, Values changed) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        changed.fields().forEach(field -> before.put(field.name(), current.field(field.name())));
        return before;
    }
}
