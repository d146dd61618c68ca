package dev.handrail.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.force.api.http.Http;
import com.force.api.http.HttpRequest;
import com.force.api.http.HttpResponse;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One org over REST. Nothing is tried twice but a request whose token was refused, once. */
final class SalesforceApi {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int NO_CONTENT = 204;
    private static final int UNAUTHORIZED = 401;

    private final SalesforceSignIn signIn;
    private final SalesforceSettings settings;

    SalesforceApi(SalesforceSignIn signIn, SalesforceSettings settings) {
        this.signIn = signIn;
        this.settings = settings;
    }

    Composite composite() {
        return new Composite(settings.apiVersion(), false);
    }

    Composite allOrNone() {
        return new Composite(settings.apiVersion(), true);
    }

    Batch batch() {
        return new Batch(settings.apiVersion());
    }

    /** @throws CrmFailure when the request as a whole was not answered; its parts may have failed all the same */
    Map<String, Answer> send(Composite composite) {
        Answer answer = ask(composite.writes(), () -> post("/composite", composite.body()));
        if (!answer.ok()) {
            throw refused(answer, composite.writes());
        }
        Map<String, Answer> answers = composite.answers(answer.row());
        if (answers.isEmpty()) {
            throw ErrorTable.unanswered(composite.writes(), null);
        }
        return answers;
    }

    /**
     * The connection ends with it: if an answer came twice, nothing would tell the second from that to the next batch.
     *
     * @throws CrmFailure as above
     */
    Map<String, Answer> send(Batch batch) {
        Map<String, Answer> answers =
                batch.answers(read(() -> post("/composite/batch", batch.body()).header("Connection", "close")));
        if (answers.isEmpty()) {
            throw ErrorTable.unanswered(false, null);
        }
        return answers;
    }

    Answer insert(SalesforceObject object, Map<String, ? extends @Nullable Object> body, boolean insists) {
        return ask(true, () -> insisting(insists, post("/sobjects/" + object.name(), body)));
    }

    Answer change(SalesforceObject object, String id, Map<String, ? extends @Nullable Object> body, boolean insists) {
        String path = "/sobjects/" + object.name() + "/" + id + "?_HttpMethod=PATCH";
        return ask(true, () -> insisting(insists, post(path, body)));
    }

    Row describe(String object) {
        return read(() -> request("GET", "/sobjects/" + object + "/describe"));
    }

    Row limits() {
        return read(() -> request("GET", "/limits"));
    }

    private HttpRequest post(String path, Map<String, ? extends @Nullable Object> body) {
        try {
            return request("POST", path)
                    .header("Content-Type", "application/json")
                    .content(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A body is made of what JSON has", e);
        }
    }

    private HttpRequest request(String method, String path) {
        return new HttpRequest()
                .method(method)
                .url(instanceUrl() + "/services/data/" + settings.apiVersion() + path)
                .header("Accept", "application/json")
                .responseFormat(HttpRequest.ResponseFormat.STRING);
    }

    private static HttpRequest insisting(boolean insists, HttpRequest request) {
        return insists ? request.header(Composite.DUPLICATES_HEADER, Composite.SAVE_DUPLICATES) : request;
    }

    private Row read(Supplier<HttpRequest> request) {
        Answer answer = ask(false, request);
        if (!answer.ok()) {
            throw refused(answer, false);
        }
        return answer.row();
    }

    private static CrmFailure refused(Answer answer, boolean writing) {
        return ErrorTable.failure(answer.status(), answer.code().orElse(null), List.of(), writing);
    }

    private Answer ask(boolean writing, Supplier<HttpRequest> request) {
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

    private Answer exchange(String token, boolean writing, Supplier<HttpRequest> wanted) {
        HttpRequest request = wanted.get();
        request.setAuthorization("Bearer " + token);
        request.setRequestTimeout(Math.toIntExact(settings.timeout().toMillis()));
        HttpResponse response;
        try {
            response = Http.send(request);
        } catch (RuntimeException e) {
            throw failed(e, writing);
        }
        int status = response.getResponseCode();
        if (status == UNAUTHORIZED) {
            throw new TokenRefused();
        }
        Answer answer = new Answer(status, status == NO_CONTENT ? null : json(response.getString()));
        if (answer.ok() && answer.body() == null && status != NO_CONTENT) {
            throw ErrorTable.unanswered(writing, null);
        }
        return answer;
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
        } catch (JsonProcessingException _) {
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
