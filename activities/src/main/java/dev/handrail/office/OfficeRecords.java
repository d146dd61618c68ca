package dev.handrail.office;

import dev.handrail.connector.Change;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.connector.Unacceptable;
import dev.handrail.office.OfficeRows.Bin;
import dev.handrail.office.OfficeRows.Lock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules by which Office's records come, change and go; runs in the transaction of the caller. */
final class OfficeRecords {

    private static final int ATTEMPTS = 5;

    /** A lead that has it no longer competes for its address. */
    private static final Column CONVERTED = OfficeTable.of(RecordType.LEAD).column("convertedContactId");

    private final OfficeRows rows;

    OfficeRecords(OfficeRows rows) {
        this.rows = rows;
    }

    Optional<CrmRecord> read(Ref ref) {
        return known(ref).flatMap(full -> rows.live(full, Lock.NONE));
    }

    List<CrmRecord> find(RecordType type, String field, String value, int limit) {
        Column column = OfficeTable.of(type).column(field);
        return searched(column, value)
                .map(accepted -> rows.find(type, column, accepted, limit))
                .orElse(List.of());
    }

    List<CrmRecord> searchAccounts(String name, int limit) {
        return searched(OfficeTable.of(RecordType.ACCOUNT).column("name"), name)
                .map(accepted -> rows.similarAccounts(accepted.toString(), limit))
                .orElse(List.of());
    }

    Change create(Scope scope, RecordType type, Map<String, ? extends @Nullable Object> fields, String key) {
        refuseReadOnly(type);
        OfficeTable table = OfficeTable.of(type);
        Values values = Values.toCreate(table, fields);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<CrmRecord> made = rows.insert(scope, table, key, values);
            if (made.isPresent()) {
                return new Change(true, Map.of(), made.get());
            }
            Optional<CrmRecord> existing = rows.byKey(type, key);
            if (existing.isPresent()) {
                return new Change(false, Map.of(), existing.get());
            }
            refuseDangling(values);
            refuseTaken(table, values, "");
        }
        throw changingAllTheTime();
    }

    Change update(Scope scope, Ref ref, Map<String, ? extends @Nullable Object> fields, @Nullable String ifVersion) {
        refuseReadOnly(ref.type());
        OfficeTable table = OfficeTable.of(ref.type());
        return update(scope, ref, Values.toUpdate(table, fields), ifVersion);
    }

    /** Reads without a lock at first, since mostly nobody else changes the record in between. */
    Change update(Scope scope, Ref ref, Values values, @Nullable String ifVersion) {
        OfficeTable table = OfficeTable.of(ref.type());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            CrmRecord current = current(ref, ifVersion, attempt == 1 ? Lock.NONE : Lock.CHANGE);
            Values differing = values.differingFrom(current.fields());
            if (differing.isEmpty()) {
                return new Change(false, Map.of(), current);
            }
            Optional<CrmRecord> updated = touchesUnique(table, differing)
                    ? changeUnique(scope, table, current, differing, Bin.UNTOUCHED)
                    : rows.update(scope, current, differing, Bin.UNTOUCHED);
            if (updated.isPresent()) {
                return new Change(false, before(current, differing), updated.get());
            }
            refuseDangling(differing);
        }
        throw changingAllTheTime();
    }

    void remove(Scope scope, Ref ref, @Nullable String ifVersion) {
        refuseReadOnly(ref.type());
        CrmRecord current = current(ref, ifVersion, Lock.REMOVAL);
        List<String> users = rows.pointingAt(current.ref());
        if (!users.isEmpty()) {
            throw new CrmFailure(
                    Kind.IN_USE, "Other records depend on it (" + String.join(", ", users) + "); remove those first");
        }
        if (rows.update(scope, current, new Values(Map.of()), Bin.INTO).isEmpty()) {
            throw changingAllTheTime();
        }
    }

    Change restore(Scope scope, Ref ref) {
        refuseReadOnly(ref.type());
        Optional<CrmRecord> removed = known(ref).flatMap(rows::removed);
        if (removed.isEmpty()) {
            return new Change(false, Map.of(), current(ref, null, Lock.NONE));
        }
        CrmRecord current = removed.get();
        OfficeTable table = OfficeTable.of(ref.type());
        Values pointers = Values.toUpdate(table, current.fields());
        refuseDangling(pointers);
        CrmRecord restored = changeUnique(scope, table, current, new Values(Map.of()), Bin.OUT_OF)
                .orElseThrow(OfficeRecords::changingAllTheTime);
        return new Change(false, Map.of(), restored);
    }

    private CrmRecord current(Ref ref, @Nullable String ifVersion, Lock lock) {
        CrmRecord current = known(ref)
                .flatMap(full -> rows.live(full, lock))
                .orElseThrow(() -> new CrmFailure(
                        Kind.NOT_FOUND,
                        "There is no %s with this id; it may have been removed".formatted(label(ref.type()))));
        if (ifVersion != null && !ifVersion.equals(current.version())) {
            throw new CrmFailure(
                    Kind.CHANGED_MEANWHILE,
                    "The %s has changed since it was read; read it again".formatted(label(ref.type())));
        }
        return current;
    }

    /** Looks before it leaps, so that what the database's log says of a violated index seldom names a person. */
    private Optional<CrmRecord> changeUnique(
            Scope scope, OfficeTable table, CrmRecord current, Values values, Bin bin) {
        Map<Column, @Nullable Object> after = new LinkedHashMap<>(values.byColumn());
        table.unique().ifPresent(unique -> after.putIfAbsent(unique, current.field(unique.field())));
        if (table.type() == RecordType.LEAD) {
            after.putIfAbsent(CONVERTED, current.field(CONVERTED.field()));
        }
        refuseTaken(table, new Values(after), current.id());
        try {
            return rows.atomically(() -> rows.update(scope, current, values, bin));
        } catch (CrmFailure e) {
            refuseTaken(table, new Values(after), current.id());
            throw e;
        }
    }

    private static boolean touchesUnique(OfficeTable table, Values values) {
        return table.unique().filter(values.byColumn()::containsKey).isPresent()
                || values.byColumn().containsKey(CONVERTED);
    }

    private void refuseTaken(OfficeTable table, Values values, String exceptId) {
        table.unique().ifPresent(unique -> {
            Object value = values.of(unique);
            List<String> holders = value == null || values.of(CONVERTED) != null
                    ? List.of()
                    : rows.holders(table, unique, value, exceptId);
            if (!holders.isEmpty()) {
                throw CrmFailure.duplicate(
                        "A %s with this %s exists".formatted(label(table.type()), unique.field()), holders);
            }
        });
    }

    private void refuseDangling(Values values) {
        List<String> dangling = values.references().stream()
                .filter(column -> {
                    String id = String.valueOf(values.of(column));
                    return rows.live(new Ref(OfficeId.type(id).orElseThrow(), id), Lock.NONE)
                            .isEmpty();
                })
                .map(column -> column.field() + " names a record that does not exist or was removed")
                .toList();
        if (!dangling.isEmpty()) {
            throw new CrmFailure(Kind.INVALID, String.join("; ", dangling));
        }
    }

    private static Map<String, Object> before(CrmRecord current, Values changed) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        changed.columns().forEach(column -> before.put(column.field(), current.field(column.field())));
        return before;
    }

    /** A campaign is called as people call it; every other id has its shape. */
    private static Optional<Ref> known(Ref ref) {
        if (ref.type() == RecordType.CAMPAIGN) {
            return Optional.of(ref).filter(campaign -> campaign.id().indexOf('\0') < 0);
        }
        return OfficeId.full(ref.id()).map(id -> new Ref(ref.type(), id));
    }

    /** Empty for what no record can have. */
    private static Optional<Object> searched(Column column, String value) {
        try {
            return Optional.ofNullable(
                    switch (column.type()) {
                        case ColumnType.Number number -> number.accept(new java.math.BigDecimal(value));
                        case ColumnType.Flag _ -> Boolean.valueOf(value);
                        case ColumnType.Texts texts -> new ColumnType.Text(texts.longest()).accept(value);
                        case ColumnType.Text text -> text.accept(value);
                        case ColumnType.Choice choice ->
                            choice.values().stream()
                                    .filter(value::equalsIgnoreCase)
                                    .findFirst()
                                    .orElse(null);
                        case ColumnType.Day day -> day.accept(value);
                        case ColumnType.Moment moment -> moment.accept(value);
                        case ColumnType.Json _ -> null;
                        case ColumnType.Reference reference -> reference.accept(value);
                    });
        } catch (Unacceptable | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static void refuseReadOnly(RecordType type) {
        if (type == RecordType.CAMPAIGN || type == RecordType.USER) {
            throw new CrmFailure(Kind.NOT_SUPPORTED, "A %s is only read".formatted(label(type)));
        }
    }

    private static CrmFailure changingAllTheTime() {
        return new CrmFailure(Kind.UNAVAILABLE, "The record is being changed by others all the time; try again");
    }

    private static String label(RecordType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
