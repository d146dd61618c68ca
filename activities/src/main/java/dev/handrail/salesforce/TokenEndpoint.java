package dev.handrail.salesforce;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.salesforce.CachedSignIn.Granted;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where tokens are asked for. The REST library knows neither grant, hence the JDK's client. */
final class TokenEndpoint {

    private static final Pattern OAUTH_ERROR = Pattern.compile("[a-z_]{1,40}");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final URI loginUrl;

    TokenEndpoint(URI loginUrl) {
        this.loginUrl = loginUrl;
    }

    Granted ask(Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(loginUrl.resolve("/services/oauth2/token"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return granted(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new CrmFailure(Kind.UNAVAILABLE, "Salesforce did not answer the sign-in", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CrmFailure(Kind.UNAVAILABLE, "Interrupted while signing in to Salesforce", e);
        }
    }

    private Granted granted(HttpResponse<String> response) {
        if (response.statusCode() == 429 || response.statusCode() >= 500) {
            throw new CrmFailure(Kind.UNAVAILABLE, "Salesforce cannot take a sign-in now");
        }
        JsonNode answer = json(response.body());
        String token = answer.path("access_token").asString("");
        String instance = answer.path("instance_url").asString("");
        if (response.statusCode() != 200 || token.isEmpty() || !trusted(instance)) {
            String error = answer.path("error").asString("");
            throw new CrmFailure(
                    Kind.UNAUTHORIZED,
                    "Salesforce refused the sign-in%s; check the connected app and its credentials"
                            .formatted(OAUTH_ERROR.matcher(error).matches() ? " (" + error + ")" : ""));
        }
        return new Granted(token, URI.create(instance));
    }

    /** A token is sent there: never over plain HTTP because an answer says so. */
    private boolean trusted(String instance) {
        return instance.startsWith("https://")
                || ("http".equals(loginUrl.getScheme()) && instance.startsWith("http://127.0.0.1:"));
    }

    private static JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException _) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
