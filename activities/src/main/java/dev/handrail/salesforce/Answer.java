package dev.handrail.salesforce;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one request, or one part of a composite request, was answered.
 *
 * @param body JSON as maps and lists
 */
record Answer(int status, @Nullable Object body) {

    private static final Pattern API_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}");
    private static final Pattern ID = Pattern.compile("\\b[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?\\b");
    private static final int NOT_FOUND = 404;
    private static final int REDIRECTION = 300;

    boolean ok() {
        return status < REDIRECTION;
    }

    boolean missing() {
        return status == NOT_FOUND;
    }

    /** Not done because another part failed, or because what it refers to is not there. */
    boolean halted() {
        return code().filter("PROCESSING_HALTED"::equals).isPresent();
    }

    Row row() {
        return Row.of(body);
    }

    /** Of a query. */
    List<Row> records() {
        return row().rows("records");
    }

    Optional<String> code() {
        return error().text("errorCode");
    }

    boolean isDuplicate() {
        return code().filter(code -> code.equals("DUPLICATE_VALUE") || code.equals("DUPLICATES_DETECTED"))
                .isPresent();
    }

    /** Whether the error is about this field; Salesforce names it by its API name in every language. */
    boolean concerns(String api) {
        return error().text("message").orElse("").contains(api);
    }

    /** Ids of the records that a duplicate is a duplicate of. */
    List<String> duplicateIds() {
        Stream<String> matched = error().row("duplicateResult").rows("matchResults").stream()
                .flatMap(result -> result.rows("matchRecords").stream())
                .map(record -> record.row("record").id());
        List<String> ids = new ArrayList<>(matched.filter(id -> !id.isEmpty()).toList());
        Matcher quoted = ID.matcher(error().text("message").orElse(""));
        while (quoted.find()) {
            RecordIds.full(quoted.group()).filter(id -> !ids.contains(id)).ifPresent(ids::add);
        }
        return List.copyOf(ids);
    }

    /** @param references fields that point at records, by Handrail's names */
    CrmFailure failure(SalesforceObject object, List<String> references, boolean writing) {
        String code = code().orElse(null);
        List<String> fields =
                fields().stream().map(api -> object.named(api).orElse(api)).toList();
        if (writing && !missing() && "ENTITY_IS_DELETED".equals(code)) {
            code = "INVALID_CROSS_REFERENCE_KEY";
        }
        if ("INVALID_CROSS_REFERENCE_KEY".equals(code) && fields.isEmpty()) {
            fields = references;
        }
        CrmFailure failure = ErrorTable.failure(status, code, fields, writing);
        return failure.kind() == Kind.DUPLICATE
                ? CrmFailure.duplicate(String.valueOf(failure.getMessage()), duplicateIds())
                : failure;
    }

    /** Names of fields that the error names. */
    List<String> fields() {
        return error().get("fields") instanceof List<?> list
                ? list.stream()
                        .map(String::valueOf)
                        .filter(API_NAME.asMatchPredicate())
                        .toList()
                : List.of();
    }

    private Row error() {
        return body instanceof List<?> list && !list.isEmpty() ? Row.of(list.getFirst()) : new Row(Map.of());
    }
}
