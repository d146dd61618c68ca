package dev.handrail.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.RecordType;
import dev.handrail.hubspot.Bodies.Refusal;
import dev.handrail.hubspot.HubSpotErrors.About;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class HubSpotErrorsTest {

    private static final Mapping LEADS = Objects.requireNonNull(
            Mapping.all(HubSpotSettings.of(HubSpotSettings.HUBSPOT)).get(RecordType.LEAD));

    /** What HubSpot writes around values people typed; of it nothing may come through. */
    private static final String PERSONAL =
            "dana.reyes@example.com pat-na1-11111111-2222-3333-4444-555555555555 +1 651 555 0134 Dana";

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # status | category          | code                     | policy               | after | write | kind            | seconds
            400      | VALIDATION_ERROR  | INVALID_OPTION           | -                    | -     | true  | INVALID         | -
            400      | VALIDATION_ERROR  | INVALID_OWNER_ID         | -                    | -     | true  | INVALID         | -
            400      | VALIDATION_ERROR  | PROPERTY_DOESNT_EXIST    | -                    | -     | true  | INVALID         | -
            400      | VALIDATION_ERROR  | CONFLICTING_UNIQUE_VALUE | -                    | -     | true  | DUPLICATE       | -
            400      | VALIDATION_ERROR  | -                        | -                    | -     | false | INVALID         | -
            401      | EXPIRED_AUTHENTICATION | -                   | -                    | -     | true  | UNAUTHORIZED    | -
            403      | MISSING_SCOPES    | -                        | -                    | -     | false | UNAUTHORIZED    | -
            404      | OBJECT_NOT_FOUND  | -                        | -                    | -     | true  | NOT_FOUND       | -
            405      | -                 | -                        | -                    | -     | true  | INVALID         | -
            409      | CONFLICT          | -                        | -                    | -     | true  | UNAVAILABLE     | -
            413      | -                 | -                        | -                    | -     | true  | INVALID         | -
            415      | -                 | -                        | -                    | -     | true  | INVALID         | -
            422      | -                 | -                        | -                    | -     | true  | INVALID         | -
            423      | LOCKED            | -                        | -                    | -     | true  | RATE_LIMITED    | 2
            429      | RATE_LIMITS       | -                        | SECONDLY             | -     | false | RATE_LIMITED    | 1
            429      | RATE_LIMITS       | -                        | TEN_SECONDLY_ROLLING | -     | true  | RATE_LIMITED    | 10
            429      | RATE_LIMITS       | -                        | TEN_SECONDLY_ROLLING | 3     | true  | RATE_LIMITED    | 3
            429      | RATE_LIMITS       | -                        | DAILY                | -     | true  | RATE_LIMITED    | 3600
            429      | RATE_LIMITS       | -                        | DAILY                | 999999999 | true | RATE_LIMITED | 86400
            429      | -                 | -                        | -                    | soon  | true  | RATE_LIMITED    | 10
            477      | MIGRATION_IN_PROGRESS | -                    | -                    | 30    | true  | RATE_LIMITED    | 30
            500      | INTERNAL_ERROR    | -                        | -                    | -     | true  | OUTCOME_UNKNOWN | -
            500      | INTERNAL_ERROR    | -                        | -                    | -     | false | UNAVAILABLE     | -
            502      | -                 | -                        | -                    | -     | true  | OUTCOME_UNKNOWN | -
            503      | -                 | -                        | -                    | -     | false | UNAVAILABLE     | -
            504      | -                 | -                        | -                    | -     | true  | OUTCOME_UNKNOWN | -
            524      | -                 | -                        | -                    | -     | true  | OUTCOME_UNKNOWN | -
            """)
    void saysWhatBecomesOfARefusalWithoutRepeatingIt(
            int status,
            String category,
            String code,
            String policy,
            String retryAfter,
            boolean writes,
            Kind kind,
            Long seconds) {
        String json = """
                {"status": "error", "message": "%s", "category": "%s", "subCategory": "%s", "policyName": "%s",
                 "context": {"id": ["%s"]},
                 "errors": [{"message": "%s", "code": "%s", "context": {"propertyName": ["%s", "jobtitle"]}}]}
                """.formatted(PERSONAL, category, PERSONAL, policy, PERSONAL, PERSONAL, code, PERSONAL);

        CrmFailure failure = HubSpotErrors.failure(
                status, refusal(json), retryAfter, writes ? About.changing(LEADS) : About.reading(LEADS));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
        assertThat(failure.getMessage()).isNotBlank().doesNotContain("dana", "Dana", "pat-na1", "651");
        assertThat(failure.getCause()).isNull();
    }

    @Test
    void namesHandrailsFieldsOfAnInvalidValue() {
        CrmFailure failure = failure(400, """
                {"message": "Property values were not valid", "category": "VALIDATION_ERROR", "errors": [
                  {"code": "INVALID_OPTION", "context": {"propertyName": ["hs_lead_status"]}},
                  {"code": "INVALID_OWNER_ID", "context": {"propertyName": ["hubspot_owner_id"]}}]}
                """);

        assertThat(failure).hasMessageContaining("status").hasMessageContaining("ownerId");
    }

    @Test
    void readsTheFieldOutOfAMessageThatHasNoDetails() {
        CrmFailure failure = failure(400, """
                {"message": "Property values were not valid: [{\\"isValid\\":false,\\"message\\":\\"dana@ is bad\\",\\"error\\":\\"INVALID_EMAIL\\",\\"name\\":\\"email\\"}]",
                 "category": "VALIDATION_ERROR"}
                """);

        assertThat(failure)
                .hasMessageContaining("email")
                .hasMessageContaining("INVALID_EMAIL")
                .message()
                .doesNotContain("dana");
    }

    @Test
    void namesTheRecordThatHasTheAddress() {
        CrmFailure failure = failure(409, """
                {"message": "Contact already exists. Existing ID: 42", "category": "CONFLICT"}
                """);

        assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
        assertThat(failure.existing()).containsExactly("42");
        assertThat(failure).hasMessageContaining("email");
    }

    @Test
    void believesTheLastIdSinceValuesComeBeforeIt() {
        CrmFailure failure = failure(400, """
                {"message": "value=Existing ID: 7} on new record. 42 already has that value.", "errors": [
                  {"code": "CONFLICTING_UNIQUE_VALUE", "context": {"propertyName": ["handrail_external_id"]}}]}
                """);

        assertThat(failure.existing()).containsExactly("42");
    }

    @Test
    void saysWhatToRunWhenAPropertyIsMissing() {
        CrmFailure failure = failure(400, """
                {"message": "x", "errors": [
                  {"code": "PROPERTY_DOESNT_EXIST", "context": {"propertyName": ["handrail_external_id"]}}]}
                """);

        assertThat(failure).hasMessageContaining("handrail_external_id").hasMessageContaining("docs/hubspot.md");
    }

    @Test
    void namesTheScopeThatIsMissing() {
        CrmFailure failure = failure(403, """
                {"category": "MISSING_SCOPES", "errors": [
                  {"context": {"requiredGranularScopes": ["crm.objects.deals.write", "Dana Reyes"]}}]}
                """);

        assertThat(failure)
                .hasMessageContaining("crm.objects.deals.write")
                .message()
                .doesNotContain("Dana");
    }

    private static CrmFailure failure(int status, String json) {
        return HubSpotErrors.failure(status, refusal(json), null, About.changing(LEADS));
    }

    private static Refusal refusal(String json) {
        return JsonMapper.shared().readValue(json, Refusal.class);
    }
}
