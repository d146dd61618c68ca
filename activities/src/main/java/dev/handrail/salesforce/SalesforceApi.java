package dev.handrail.salesforce;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.force.api.ApiConfig;
import com.force.api.ApiException;
import com.force.api.ApiSession;
import com.force.api.ApiTokenException;
import com.force.api.ForceApi;
import com.force.api.ResourceRepresentation;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One org over REST. Nothing is tried twice but a request whose token was refused, once. */
final class SalesforceApi {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int NO_CONTENT = 204;

    private final SalesforceSignIn signIn;
    private final SalesforceSettings settings;
    private final ApiConfig config;

    SalesforceApi(SalesforceSignIn signIn, SalesforceSettings settings) {
        this.signIn = signIn;
        this.settings = settings;
        this.config = new ApiConfig()
                .setApiVersionString(settings.apiVersion())
                .setRequestTimeout(Math.toIntExact(settings.timeout().toMillis()))
                .setObjectMapper(JSON);
    }

    Composite composite() {
        return new Composite(settings.apiVersion(), false);
    }

    Composite allOrNone() {
        return new Composite(settings.apiVersion(), true);
    }

    /** @throws CrmFailure when the request as a whole was not answered; its parts may have failed all the same */
    Map<String, Answer> send(Composite composite) {
        Answer answer = ask(composite.writes(), api -> api.post("/composite", composite.body()));
        if (!answer.ok()) {
            throw refused(answer, composite.writes());
        }
        Map<String, Answer> answers = composite.answers(answer.row());
        if (answers.isEmpty()) {
            throw ErrorTable.unanswered(composite.writes(), null);
        }
        return answers;
    }

    Answer insert(SalesforceObject object, Map<String, ? extends @Nullable Object> body) {
        return ask(true, api -> api.post("/sobjects/" + object.name(), body));
    }

    Answer change(SalesforceObject object, String id, Map<String, ? extends @Nullable Object> body) {
        return ask(true, api -> api.patch("/sobjects/" + object.name() + "/" + id, body));
    }

    List<Row> search(Sosl sosl) {
        return read(api -> api.post("/parameterizedSearch", sosl.body())).rows("searchRecords");
    }

    Row describe(String object) {
        return read(api -> api.get("/sobjects/" + object + "/describe"));
    }

    Row limits() {
        return read(api -> api.get("/limits"));
    }

    private Row read(Function<ForceApi, ResourceRepresentation> request) {
        Answer answer = ask(false, request);
        if (!answer.ok()) {
            throw refused(answer, false);
        }
        return answer.row();
    }

    private static CrmFailure refused(Answer answer, boolean writing) {
        return ErrorTable.failure(answer.status(), answer.code().orElse(null), List.of(), writing);
    }

    private Answer ask(boolean writing, Function<ForceApi, ResourceRepresentation> request) {
        return signedIn(token -> exchange(token, writing, request));
    }

    /** Asks with the current token and, when it is refused, once more with a new one. */
    <T> T signedIn(Function<String, T> request) {
        String token = signIn.current();
        try {
            return request.apply(token);
        } catch (TokenRefused _) {
            String other = signIn.after(token);
            if (other.equals(token)) {
                throw unauthorized();
            }
            try {
                return request.apply(other);
            } catch (TokenRefused _) {
                throw unauthorized();
            }
        }
    }

    String instanceUrl() {
        return signIn.instanceUrl().toString().replaceAll("/+$", "");
    }

    SalesforceSettings settings() {
        return settings;
    }

    private static CrmFailure unauthorized() {
        return new CrmFailure(
                Kind.UNAUTHORIZED,
                "Salesforce refuses a token it has just given; check Handrail's user and its session");
    }

    private Answer exchange(String token, boolean writing, Function<ForceApi, ResourceRepresentation> request) {
        ForceApi api =
                new ForceApi(config, new ApiSession().setAccessToken(token).setApiEndpoint(instanceUrl()));
        try {
            ResourceRepresentation answer = request.apply(api);
            int status = answer.getResponseCode();
            return new Answer(status, status == NO_CONTENT ? null : answer.as(Object.class));
        } catch (ApiTokenException _) {
            throw new TokenRefused();
        } catch (ApiException e) {
            return new Answer(e.getCode(), json(e.getMessage()));
        } catch (RuntimeException e) {
            throw failed(e, writing);
        }
    }

    private static CrmFailure failed(RuntimeException failure, boolean writing) {
        return neverSent(failure.getCause())
                ? new CrmFailure(Kind.UNAVAILABLE, "Salesforce could not be reached")
                : ErrorTable.unanswered(writing, null);
    }

    static boolean neverSent(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || (cause instanceof SocketTimeoutException timeout
                        && "Connect timed out".equalsIgnoreCase(timeout.getMessage()));
    }

    private static @Nullable Object json(@Nullable String body) {
        try {
            return body == null ? null : JSON.readValue(body, Object.class);
        } catch (IOException _) {
            return null;
        }
    }

    /** Salesforce knows no such session. */
    static final class TokenRefused extends RuntimeException {
        TokenRefused() {
            super("The token was refused", null, false, false);
        }
    }
}
