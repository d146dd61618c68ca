package dev.handrail.simulator.salesforce.data;

import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.Field.Trait;
import dev.handrail.simulator.salesforce.schema.FieldType;
import dev.handrail.simulator.salesforce.schema.Schema;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a record must be like to be saved. */
final class Checks {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"(),:;\\[\\]]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private final Org org;

    Checks(Org org) {
        this.org = org;
    }

    /**
     * @param changed names of the fields that the client sent
     * @param before the record as it was, null for a new one
     */
    void check(Unit unit, @Nullable Row before, Row row, Set<String> changed) {
        required(row);
        for (String name : changed) {
            Field field = row.type().field(name).orElseThrow();
            Object value = row.get(field);
            if (value != null) check(field, value);
        }
        special(unit, before, row);
        unique(row);
        for (ValidationRule rule : org.validationRules()) {
            if (rule.object().equals(row.type().name()) && rule.refuses().test(row)) {
                throw Refusal.of(
                        "FIELD_CUSTOM_VALIDATION_EXCEPTION",
                        rule.message(),
                        rule.field() == null ? new String[0] : new String[] {rule.field()});
            }
        }
        org.duplicateRule().check(org.schema(), unit, before, row);
    }

    private static void required(Row row) {
        var missing = row.type().fields().stream()
                .filter(field -> field.is(Trait.REQUIRED) && row.get(field) == null)
                .map(Field::name)
                .toList();
        if (!missing.isEmpty()) {
            throw Refusal.of("REQUIRED_FIELD_MISSING", "Required fields are missing: " + missing, missing);
        }
    }

    private void check(Field field, Object value) {
        FieldType type = field.type();
        if (type == FieldType.REFERENCE) {
            reference(field, value.toString());
        } else if (value instanceof BigDecimal number) {
            int digits = number.precision() - number.scale();
            if (digits > field.precision() - field.scale()) {
                throw Refusal.of(
                        "NUMBER_OUTSIDE_VALID_RANGE",
                        field.label() + ": value outside of valid range on numeric field: " + number.toPlainString(),
                        field.name());
            }
        } else if (type == FieldType.EMAIL && !EMAIL.matcher(value.toString()).matches()) {
            throw Refusal.of(
                    "INVALID_EMAIL_ADDRESS", field.label() + ": invalid email address: " + value, field.name());
        } else if (type == FieldType.PICKLIST && field.is(Trait.RESTRICTED)) {
            if (field.option(value.toString()).isEmpty()) {
                throw Refusal.of(
                        "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                        field.label() + ": bad value for restricted picklist field: " + value,
                        field.name());
            }
        }
        if (type.text() && value.toString().length() > field.length()) {
            throw Refusal.of(
                    "STRING_TOO_LONG",
                    field.label() + ": data value too large: " + value + " (max length=" + field.length() + ")",
                    field.name());
        }
    }

    private void reference(Field field, String id) {
        String prefix = id.substring(0, 3);
        Schema schema = org.schema();
        if (field.referenceTo().stream()
                .noneMatch(target -> schema.known(target).prefix().equals(prefix))) {
            throw Refusal.of(
                    "FIELD_INTEGRITY_EXCEPTION", field.label() + ": id value of incorrect type: " + id, field.name());
        }
        Row target = org.database().find(id).orElse(null);
        if (target == null) {
            throw Refusal.of("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", field.name());
        }
        if (target.deleted()) throw Refusal.of("ENTITY_IS_DELETED", "entity is deleted", field.name());
    }

    private void unique(Row row) {
        for (Field field : row.type().fields()) {
            Object value = field.is(Trait.UNIQUE) ? row.get(field) : null;
            if (value == null) continue;
            for (Row other : org.database().living(row.type(), field, value)) {
                if (!other.id().equals(row.id())) {
                    throw Refusal.of(
                            "DUPLICATE_VALUE",
                            "duplicate value found: " + field.name() + " duplicates value on record with id: "
                                    + other.id(),
                            new String[0]);
                }
            }
        }
    }

    private void special(Unit unit, @Nullable Row before, Row row) {
        switch (row.type().name()) {
            case "Event" -> {
                if (row.get("ActivityDateTime") == null && row.get("StartDateTime") == null) {
                    throw Refusal.of(
                            "REQUIRED_FIELD_MISSING",
                            "Required fields are missing: [ActivityDateTime]",
                            "ActivityDateTime");
                }
                if (row.get("DurationInMinutes") == null && row.get("EndDateTime") == null) {
                    throw Refusal.of(
                            "REQUIRED_FIELD_MISSING",
                            "Required fields are missing: [DurationInMinutes]",
                            "DurationInMinutes");
                }
            }
            case "CampaignMember" -> member(unit, before, row);
            default -> {}
        }
    }

    private void member(Unit unit, @Nullable Row before, Row row) {
        if (row.get("LeadId") == null && row.get("ContactId") == null) {
            throw Refusal.of("REQUIRED_FIELD_MISSING", "Required fields are missing: [LeadId or ContactId]", "LeadId");
        }
        if (before != null) return;
        Field campaign = row.type().field("CampaignId").orElseThrow();
        for (Row other : unit.database().living(row.type(), campaign, row.text("CampaignId"))) {
            boolean same = Map.of("LeadId", row.text("LeadId"), "ContactId", row.text("ContactId")).entrySet().stream()
                    .allMatch(each -> other.text(each.getKey()).equals(each.getValue()));
            if (same) throw Refusal.of("DUPLICATE_VALUE", "Already a campaign member.", new String[0]);
        }
    }
}
