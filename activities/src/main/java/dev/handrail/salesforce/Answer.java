package dev.handrail.salesforce;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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

    /** One code stands for two limits, of which only the message says which. */
    Optional<String> code() {
        return error().text("errorCode")
                .map(code -> code.equals("REQUEST_LIMIT_EXCEEDED") && concerns("Concurrent")
                        ? "CONCURRENT_REQUESTS_LIMIT_EXCEEDED"
                        : code);
    }

    /** Refused because of other records: for a unique value, or by a duplicate rule. */
    boolean isDuplicate() {
        return resembles() || code().filter("DUPLICATE_VALUE"::equals).isPresent();
    }

    /** Refused by a duplicate rule. */
    boolean resembles() {
        return code().filter("DUPLICATES_DETECTED"::equals).isPresent();
    }

    /** Whether the error is about this field; Salesforce names it by its API name in every language. */
    boolean concerns(String api) {
        return error().text("message").orElse("").contains(api);
    }

    Resemblance resemblance() {
        Row result = error().row("duplicateResult");
        return new Resemblance(
                !Boolean.FALSE.equals(result.get("allowSave")),
                result.rows("matchResults").stream()
                        .flatMap(matches -> matches.rows("matchRecords").stream())
                        .sorted(Comparator.comparingDouble(Answer::confidence).reversed())
                        .flatMap(match -> RecordIds.full(match.row("record").id()).stream())
                        .distinct()
                        .toList());
    }

    private static double confidence(Row match) {
        return match.get("matchConfidence") instanceof Number confidence ? confidence.doubleValue() : 0;
    }

    /** Ids in the message, where Salesforce names the record that has a unique value. */
    private List<String> quotedIds() {
        return ID.matcher(error().text("message").orElse(""))
                .results()
                .flatMap(quoted -> RecordIds.full(quoted.group()).stream())
                .filter(id -> RecordIds.type(id).isPresent())
                .distinct()
                .toList();
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
        if (resembles()) {
            return resemblance().failure(false);
        }
        CrmFailure failure = ErrorTable.failure(status, code, fields, writing);
        return failure.kind() == Kind.DUPLICATE
                ? CrmFailure.duplicate(String.valueOf(failure.getMessage()), quotedIds())
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
