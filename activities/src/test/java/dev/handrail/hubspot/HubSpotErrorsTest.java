package dev.handrail.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.RecordType;
import dev.handrail.hubspot.Bodies.Refusal;
import dev.handrail.hubspot.HubSpotErrors.About;
import dev.handrail.hubspot.HubSpotErrors.About.Doing;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class HubSpotErrorsTest {

    private static final Mapping LEADS = Objects.requireNonNull(
            Mapping.all(HubSpotSettings.of(HubSpotSettings.HUBSPOT)).get(RecordType.LEAD));

    /** What HubSpot writes around values people typed; of it nothing may come through. */
    private static final String PERSONAL =
            "dana.reyes@example.com pat-na1-11111111-2222-3333-4444-555555555555 +1 651 555 0134 Dana";

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # status | category                  | code                     | policy               | after     | doing    | kind            | seconds | words
            400      | VALIDATION_ERROR          | INVALID_OPTION           | -                    | -         | CHANGING | INVALID         | -       | title (INVALID_OPTION); send another
            400      | VALIDATION_ERROR          | INVALID_OWNER_ID         | -                    | -         | CHANGING | INVALID         | -       | title (INVALID_OWNER_ID)
            400      | VALIDATION_ERROR          | INVALID_EMAIL            | -                    | -         | CREATING | INVALID         | -       | title (INVALID_EMAIL)
            400      | VALIDATION_ERROR          | INVALID_LONG             | -                    | -         | CREATING | INVALID         | -       | title (INVALID_LONG)
            400      | VALIDATION_ERROR          | INVALID_DATE             | -                    | -         | CREATING | INVALID         | -       | title (INVALID_DATE)
            400      | VALIDATION_ERROR          | READ_ONLY_VALUE          | -                    | -         | CHANGING | INVALID         | -       | title (READ_ONLY_VALUE)
            400      | VALIDATION_ERROR          | INVALID_FILTER_VALUE     | -                    | -         | READING  | INVALID         | -       | title (INVALID_FILTER_VALUE)
            400      | VALIDATION_ERROR          | PROPERTY_DOESNT_EXIST    | -                    | -         | CHANGING | NOT_PREPARED    | -       | runs ./handrail crm setup once
            400      | VALIDATION_ERROR          | CONFLICTING_UNIQUE_VALUE | -                    | -         | CREATING | DUPLICATE       | -       | change that one, or send another
            400      | VALIDATION_ERROR          | CONFLICTING_UNIQUE_VALUE | -                    | -         | CHANGING | DUPLICATE       | -       | change that one, or send another
            400      | VALIDATION_ERROR          | -                        | -                    | -         | READING  | INVALID         | -       | does not accept
            401      | INVALID_AUTHENTICATION    | -                        | -                    | -         | CHANGING | UNAUTHORIZED    | -       | put a valid one into the tenant's credentials
            401      | EXPIRED_AUTHENTICATION    | -                        | -                    | -         | READING  | UNAUTHORIZED    | -       | put a valid one into the tenant's credentials
            403      | MISSING_SCOPES            | -                        | -                    | -         | READING  | UNAUTHORIZED    | -       | grant it the scopes in docs/hubspot.md
            403      | USER_DOES_NOT_HAVE_PERMISSIONS | -                   | -                    | -         | CHANGING | UNAUTHORIZED    | -       | let a super admin make a new one
            403      | -                         | -                        | -                    | -         | CHANGING | UNAUTHORIZED    | -       | grant it the scopes in docs/hubspot.md
            404      | OBJECT_NOT_FOUND          | -                        | -                    | -         | CHANGING | NOT_FOUND       | -       | look it up again
            404      | -                         | -                        | -                    | -         | READING  | NOT_FOUND       | -       | look it up again
            405      | VALIDATION_ERROR          | -                        | -                    | -         | CHANGING | INVALID         | -       | does not accept
            409      | CONFLICT                  | -                        | -                    | -         | CREATING | DUPLICATE       | -       | this email exists
            409      | CONFLICT                  | -                        | -                    | -         | CHANGING | UNAVAILABLE     | -       | try again
            409      | -                         | -                        | -                    | -         | READING  | UNAVAILABLE     | -       | try again
            413      | -                         | -                        | -                    | -         | CHANGING | INVALID         | -       | does not accept
            414      | -                         | -                        | -                    | -         | READING  | INVALID         | -       | does not accept
            415      | VALIDATION_ERROR          | -                        | -                    | -         | CHANGING | INVALID         | -       | does not accept
            422      | -                         | -                        | -                    | -         | CHANGING | INVALID         | -       | does not accept
            423      | LOCKED                    | -                        | -                    | -         | CHANGING | RATE_LIMITED    | 2       | no more calls for now
            423      | LOCKED                    | -                        | -                    | 5         | CHANGING | RATE_LIMITED    | 5       | no more calls for now
            429      | RATE_LIMITS               | -                        | SECONDLY             | -         | READING  | RATE_LIMITED    | 1       | no more calls for now
            429      | RATE_LIMITS               | -                        | SECONDLY             | 2         | READING  | RATE_LIMITED    | 2       | no more calls for now
            429      | RATE_LIMITS               | -                        | TEN_SECONDLY_ROLLING | -         | CHANGING | RATE_LIMITED    | 10      | no more calls for now
            429      | RATE_LIMITS               | -                        | TEN_SECONDLY_ROLLING | 3         | CREATING | RATE_LIMITED    | 3       | no more calls for now
            429      | RATE_LIMITS               | -                        | DAILY                | -         | CHANGING | RATE_LIMITED    | 3600    | no more calls for now
            429      | RATE_LIMITS               | -                        | DAILY                | 7200      | CHANGING | RATE_LIMITED    | 7200    | no more calls for now
            429      | RATE_LIMITS               | -                        | DAILY                | 999999999 | CHANGING | RATE_LIMITED    | 86400   | no more calls for now
            429      | -                         | -                        | -                    | soon      | CHANGING | RATE_LIMITED    | 10      | no more calls for now
            477      | MIGRATION_IN_PROGRESS     | -                        | -                    | 30        | CHANGING | RATE_LIMITED    | 30      | no more calls for now
            477      | MIGRATION_IN_PROGRESS     | -                        | -                    | -         | READING  | RATE_LIMITED    | 60      | no more calls for now
            500      | INTERNAL_ERROR            | -                        | -                    | -         | CREATING | OUTCOME_UNKNOWN | -       | is to be looked up
            500      | INTERNAL_ERROR            | -                        | -                    | -         | READING  | UNAVAILABLE     | -       | try again
            502      | -                         | -                        | -                    | -         | CHANGING | OUTCOME_UNKNOWN | -       | is to be looked up
            503      | -                         | -                        | -                    | 30        | CHANGING | OUTCOME_UNKNOWN | -       | is to be looked up
            503      | -                         | -                        | -                    | -         | READING  | UNAVAILABLE     | -       | try again
            504      | -                         | -                        | -                    | -         | CHANGING | OUTCOME_UNKNOWN | -       | is to be looked up
            521      | -                         | -                        | -                    | -         | CHANGING | OUTCOME_UNKNOWN | -       | is to be looked up
            523      | -                         | -                        | -                    | -         | READING  | UNAVAILABLE     | -       | try again
            524      | -                         | -                        | -                    | -         | CREATING | OUTCOME_UNKNOWN | -       | is to be looked up
            302      | -                         | -                        | -                    | -         | CHANGING | OUTCOME_UNKNOWN | -       | is to be looked up
            """)
    void saysWhatBecomesOfARefusalWithoutRepeatingIt(
            int status,
            String category,
            String code,
            String policy,
            String retryAfter,
            Doing doing,
            Kind kind,
            Long seconds,
            String words) {
        String json = """
                {"status": "error", "message": "%s", "category": "%s", "subCategory": "%s", "policyName": "%s",
                 "context": {"id": ["%s"]},
                 "errors": [{"message": "%s", "code": "%s", "context": {"propertyName": ["%s", "jobtitle"]}}]}
                """.formatted(PERSONAL, category, PERSONAL, policy, PERSONAL, PERSONAL, code, PERSONAL);

        CrmFailure failure = HubSpotErrors.failure(status, refusal(json), retryAfter, new About(LEADS, doing));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
        assertThat(failure).hasMessageContaining(words);
        assertThat(failure.getMessage()).doesNotContain("dana", "Dana", "pat-na1", "651");
        assertThat(failure.getCause()).isNull();
    }

    /** HubSpot says itself that any part may be missing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\"Contact already exists\"",
                "{}",
                "{\"message\": null, \"category\": 7, \"errors\": {\"0\": \"x\"}}",
                "{\"message\": {\"a\": 1}, \"errors\": [null, 7, {\"code\": null, \"context\": []}]}"
            })
    void takesARefusalOfAnyShape(String json) {
        assertThat(failure(400, json).kind()).isEqualTo(Kind.INVALID);
        assertThat(failure(403, json).kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure(409, json).kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure(429, json).retryAfter()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void takesANameThatIsNotInAList() {
        CrmFailure failure = failure(400, """
                {"errors": [{"code": "INVALID_OPTION", "context": {"propertyName": "hs_lead_status"}}]}
                """);

        assertThat(failure).hasMessageContaining("status (INVALID_OPTION)");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact already exists. Existing ID: 42",
                "contact already exists. existing id 42",
                "Contact already exists. Existing object ID=42.",
                "Existing ID: [42]",
                "Contact 42 already has that value"
            })
    void namesTheRecordThatHasTheAddress(String message) {
        CrmFailure failure = failure(409, "{\"message\": \"%s\", \"category\": \"CONFLICT\"}".formatted(message));

        assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
        assertThat(failure.existing()).containsExactly("42");
        assertThat(failure).hasMessageContaining("email");
    }

    @Test
    void knowsThatAChangedAddressIsTakenThoughNobodySaysByWhom() {
        CrmFailure failure = failure(409, """
                {"message": "Contact already exists.", "category": "CONFLICT"}
                """);

        assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
        assertThat(failure.existing()).isEmpty();
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

        assertThat(failure).hasMessageContaining("handrail_external_id").hasMessageContaining("crm setup");
    }

    @Test
    void namesTheScopeThatIsMissing() {
        CrmFailure failure = failure(403, """
                {"category": "MISSING_SCOPES", "errors": [
                  {"context": {"requiredGranularScopes": ["crm.objects.deals.write", "Dana Reyes"]}}]}
                """);

        assertThat(failure)
                .hasMessageContaining("grant it crm.objects.deals.write")
                .message()
                .doesNotContain("Dana");
        assertThat(failure.getCause()).isInstanceOf(MissingScopes.class).hasMessage("crm.objects.deals.write");
    }

    @Test
    void namesTheScopeOfOursAmongThoseOfWhichOneIsEnough() {
        assertThat(failure(403, """
                {"category": "MISSING_SCOPES", "errors": [{"context": {"requiredGranularScopes": [
                  "crm.objects.contacts.sensitive.write", "crm.objects.contacts.write", "tickets"]}}]}
                """)).message().endsWith("grant it crm.objects.contacts.write");
        assertThat(failure(403, """
                {"category": "MISSING_SCOPES", "errors": [{"context": {"requiredScopes": ["tickets", "e-commerce"]}}]}
                """)).message().endsWith("grant it tickets, e-commerce");
    }

    private static CrmFailure failure(int status, String json) {
        return HubSpotErrors.failure(status, refusal(json), null, About.changing(LEADS));
    }

    private static Refusal refusal(String json) {
        return Refusal.of(JsonMapper.shared().readTree(json));
    }
}
