package dev.handrail.salesforce;

import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.salesforce.FieldRule.Choice;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Turns rows into records and values into bodies, for the fields that are not simply renamed as well. */
final class Shape {

    /** As create_opportunity of seed 001 when no date is given. */
    static final int MONTHS_TO_CLOSE = 3;

    private final Picklists picklists;

    Shape(Picklists picklists) {
        this.picklists = picklists;
    }

    static CrmRecord record(SalesforceObject object, Row row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Field field : object.fields()) {
            Object value = value(object, field, row);
            if (value != null) {
                fields.put(field.name(), value);
            }
        }
        return new CrmRecord(new Ref(object.type(), row.id()), version(row, fields), fields);
    }

    private static @Nullable Object value(SalesforceObject object, Field field, Row row) {
        String who = row.text("WhoId").orElse("");
        Object plain = field.read(row);
        if (object.isActivity() && plain == null) {
            return switch (field.name()) {
                case "leadId" -> who.startsWith("00Q") ? who : null;
                case "relatedToId" -> who.startsWith("003") ? who : null;
                default -> null;
            };
        }
        if (object.type() == RecordType.OPPORTUNITY && field.name().equals("campaignId")) {
            return row.text("CampaignId").map(Object.class::cast).orElse(plain);
        }
        return plain;
    }

    /** Salesforce's own stamp counts seconds; what the fields hold tells changes within one second apart. */
    private static String version(Row row, Map<String, Object> fields) {
        CRC32 checksum = new CRC32();
        checksum.update(fields.toString().getBytes(StandardCharsets.UTF_8));
        return row.text("SystemModstamp").orElse("") + "~" + Long.toHexString(checksum.getValue());
    }

    Map<String, @Nullable Object> newBody(SalesforceObject object, Values values, String key) {
        Map<String, @Nullable Object> body = body(object, values, Map.of());
        body.values().removeIf(Objects::isNull);
        body.put(SalesforceObject.EXTERNAL_ID, key);
        for (Field field : object.fields()) {
            if (field.standIn() != null) {
                body.putIfAbsent(field.api(), field.standIn());
            }
        }
        switch (object.type()) {
            case OPPORTUNITY -> {
                body.putIfAbsent("StageName", crm(object, object.field("stage"), "Prospecting"));
                body.putIfAbsent(
                        "CloseDate",
                        LocalDate.now(ZoneOffset.UTC)
                                .plusMonths(MONTHS_TO_CLOSE)
                                .toString());
            }
            case NOTE -> {
                SalesforceObject task = SalesforceObject.of(RecordType.TASK);
                body.put("Subject", "Note");
                body.put("Status", crm(task, task.field("status"), "Completed"));
                body.put(SalesforceObject.IS_NOTE, true);
            }
            default -> {}
        }
        return body;
    }

    /** @param present what the record holds now, for fields that depend on each other */
    Map<String, @Nullable Object> body(SalesforceObject object, Values values, Map<String, Object> present) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        values.byField().forEach((field, value) -> {
            if (object.isActivity()
                    && (field.name().equals("leadId") || field.name().equals("relatedToId"))) {
                about(body, now(values, "leadId", present), now(values, "relatedToId", present));
            } else if (object.type() == RecordType.OPPORTUNITY && field.name().equals("campaignId")) {
                campaign(body, value);
            } else {
                body.put(field.api(), value == null ? field.standIn() : crm(object, field, value));
            }
        });
        if (object.hasUniqueAddress() && values.named("email") instanceof String email) {
            body.put(SalesforceObject.UNIQUE, unique(email));
        }
        return body;
    }

    static String unique(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object now(Values values, String name, Map<String, Object> present) {
        return values.has(name) ? values.named(name) : present.get(name);
    }

    /** A task about a lead cannot be related to an account as well, so the lead has a field of its own. */
    private static void about(Map<String, @Nullable Object> body, @Nullable Object lead, @Nullable Object related) {
        boolean contact = related != null && related.toString().startsWith("003");
        body.put("Lead__c", lead);
        body.put("WhoId", contact ? related : related == null ? lead : null);
        body.put("WhatId", contact ? null : related);
    }

    /** A campaign of Salesforce's is linked; any other code is kept as text. */
    private static void campaign(Map<String, @Nullable Object> body, @Nullable Object campaign) {
        String id = campaign == null
                ? null
                : RecordIds.full(RecordType.CAMPAIGN, campaign.toString()).orElse(null);
        body.put("CampaignId", id);
        body.put("Campaign_ID__c", id == null ? campaign : null);
    }

    Object crm(SalesforceObject object, Field field, Object value) {
        return field.rule() instanceof Choice choice
                ? picklists.value(object, field, choice, value.toString()).orElse(value.toString())
                : field.rule().toCrm(value);
    }
}
