package dev.handrail.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One row of the audit, as it is stored and as a line of an export.
 *
 * @param seq 1, 2, 3, … in each tenant, without gaps; the order of the rows. 0 while the row is not in the chain
 * @param at when it was written, in microseconds; by the writer's clock, so not always in the order of {@code seq}
 * @param action the tool, or what happened: {@code lead_rejected}, {@code authorization_decided}, …
 * @param crm the connector
 * @param argumentsDigest SHA-256 of the arguments before redaction
 * @param policyHash SHA-256 of the policy that was applied
 * @param params what was asked, redacted, as JSON text; text, so that what was hashed is what is read
 * @param result what came of it, redacted, as JSON text
 * @param sealed what redaction took from params and result, encrypted, in Base64; null when nothing, and without a key
 * @param prevHash hash of the row before, {@link Checkpoint#START}'s for the first
 * @param hash {@link AuditChain#link} of this row; empty while it is not in the chain
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditRow(
        String tenant,
        long seq,
        Instant at,
        String actor,
        String action,
        String status,
        @Nullable String workflowId,
        @Nullable String callId,
        @Nullable String leadId,
        @Nullable String crm,
        @Nullable String crmRecordId,
        @Nullable String argumentsDigest,
        @Nullable String policyHash,
        @Nullable String params,
        @Nullable String result,
        @Nullable String sealed,
        String prevHash,
        String hash) {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    public AuditRow {
        for (Object required : new @Nullable Object[] {tenant, at, actor, action, status, prevHash, hash}) {
            if (required == null) {
                throw new IllegalArgumentException(
                        "A row has tenant, seq, at, actor, action, status, prevHash and hash");
            }
        }
        if (at.getNano() % 1000 != 0) {
            throw new IllegalArgumentException("A row's time has microseconds, nothing finer");
        }
    }

    /** This row in its place in the chain. */
    public AuditRow linked(long seq, String prevHash, String hash) {
        return new AuditRow(
                tenant,
                seq,
                at,
                actor,
                action,
                status,
                workflowId,
                callId,
                leadId,
                crm,
                crmRecordId,
                argumentsDigest,
                policyHash,
                params,
                result,
                sealed,
                prevHash,
                hash);
    }

    /** What the row says, without its place in the chain, in the order it is hashed; no nulls. */
    SequencedMap<String, String> content() {
        SequencedMap<String, String> present = new LinkedHashMap<>();
        present.put("tenant", tenant);
        present.put("at", MICROSECONDS.format(at));
        present.put("actor", actor);
        present.put("action", action);
        present.put("status", status);
        putIfPresent(present, "workflowId", workflowId);
        putIfPresent(present, "callId", callId);
        putIfPresent(present, "leadId", leadId);
        putIfPresent(present, "crm", crm);
        putIfPresent(present, "crmRecordId", crmRecordId);
        putIfPresent(present, "argumentsDigest", argumentsDigest);
        putIfPresent(present, "policyHash", policyHash);
        putIfPresent(present, "params", params);
        putIfPresent(present, "result", result);
        putIfPresent(present, "sealed", sealed);
        return present;
    }

    private static void putIfPresent(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** One line of an export, without the line feed. */
    public String toJson() {
        return STRICT.writeValueAsString(this);
    }

    /**
     * Reads one line of an export. What no hash would vouch for is refused: a field that is unknown or given twice,
     * a value that is spelled otherwise.
     *
     * @throws IllegalArgumentException when the line is not exactly a row; the message quotes nothing of it
     */
    public static AuditRow fromJson(String line) {
        try {
            JsonNode tree = STRICT.readTree(line);
            AuditRow row = STRICT.treeToValue(tree, AuditRow.class);
            if (row == null || !STRICT.readTree(row.toJson()).equals(tree)) {
                throw new IllegalArgumentException("The line is not written as an export writes a row");
            }
            return row;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "The line is not a row of an export: %s"
                            .formatted(e.getClass().getSimpleName()),
                    e);
        }
    }
}
