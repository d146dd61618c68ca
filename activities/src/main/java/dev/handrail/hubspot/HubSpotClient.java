package dev.handrail.hubspot;

import dev.handrail.connector.AccessTokens;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.Scope;
import dev.handrail.hubspot.Bodies.AssociationSpec;
import dev.handrail.hubspot.Bodies.BatchRead;
import dev.handrail.hubspot.Bodies.Create;
import dev.handrail.hubspot.Bodies.Inputs;
import dev.handrail.hubspot.Bodies.Links;
import dev.handrail.hubspot.Bodies.Owner;
import dev.handrail.hubspot.Bodies.Owners;
import dev.handrail.hubspot.Bodies.Page;
import dev.handrail.hubspot.Bodies.Refusal;
import dev.handrail.hubspot.Bodies.Search;
import dev.handrail.hubspot.Bodies.Stored;
import dev.handrail.hubspot.Bodies.To;
import dev.handrail.hubspot.Bodies.Update;
import dev.handrail.hubspot.HubSpotErrors.About;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * HubSpot's calls, one method each. Sends every request once, and once more only after a refused token was replaced.
 * E-mail addresses travel in bodies, never in paths, which others log.
 */
final class HubSpotClient {

    private static final String OBJECTS = "/crm/v3/objects/{type}";
    private static final String OBJECT = OBJECTS + "/{id}";

    private final JsonMapper json = JsonMapper.shared();
    private final RestClient rest;
    private final AccessTokens tokens;
    private final QuotaReport quotas;

    HubSpotClient(HubSpotSettings settings, AccessTokens tokens, QuotaListener listener) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(settings.readTimeout());
        this.rest = RestClient.builder()
                .requestFactory(requests)
                .baseUrl(settings.url().toString())
                .build();
        this.tokens = tokens;
        this.quotas = new QuotaReport(settings.zone(), listener);
    }

    /** One request. */
    private record Call(
            HttpMethod method,
            String path,
            Map<String, String> variables,
            @Nullable Object body,
            About about,
            boolean search) {

        Call(HttpMethod method, String path, Map<String, String> variables, @Nullable Object body, About about) {
            this(method, path, variables, body, about, false);
        }
    }

    private record Answer(int status, HttpHeaders headers, byte[] body) {}

    /** @param associations types whose associations are asked for as well, none for none */
    Optional<Stored> read(Scope scope, Mapping mapping, String id, List<String> associations) {
        String with = associations.isEmpty() ? "" : "&associations={associations}";
        return found(() -> stored(
                scope,
                new Call(
                        HttpMethod.GET,
                        OBJECT + "?properties={properties}" + with,
                        Map.of(
                                "type",
                                mapping.object(),
                                "id",
                                id,
                                "properties",
                                String.join(",", mapping.properties()),
                                "associations",
                                String.join(",", associations)),
                        null,
                        About.reading(mapping))));
    }

    /** The record with this value of a unique property, also one that was written a moment ago. */
    Optional<Stored> readBy(Scope scope, Mapping mapping, String idProperty, String value) {
        BatchRead wanted = new BatchRead(mapping.properties(), idProperty, List.of(new To(value)));
        Page page = answered(
                scope,
                new Call(
                        HttpMethod.POST,
                        OBJECTS + "/batch/read",
                        Map.of("type", mapping.object()),
                        wanted,
                        About.reading(mapping)),
                Page.class);
        return page.all().stream().findFirst();
    }

    Page search(Scope scope, Mapping mapping, Search search) {
        return answered(
                scope,
                new Call(
                        HttpMethod.POST,
                        OBJECTS + "/search",
                        Map.of("type", mapping.object()),
                        search,
                        About.reading(mapping),
                        true),
                Page.class);
    }

    Stored create(Scope scope, Mapping mapping, Create record) {
        return stored(
                scope,
                new Call(HttpMethod.POST, OBJECTS, Map.of("type", mapping.object()), record, About.creating(mapping)));
    }

    Stored update(Scope scope, Mapping mapping, String id, Map<String, String> properties) {
        return stored(
                scope,
                new Call(
                        HttpMethod.PATCH,
                        OBJECT,
                        Map.of("type", mapping.object(), "id", id),
                        new Update(properties),
                        About.changing(mapping)));
    }

    void archive(Scope scope, Mapping mapping, String id) {
        ok(
                scope,
                new Call(
                        HttpMethod.DELETE,
                        OBJECT,
                        Map.of("type", mapping.object(), "id", id),
                        null,
                        About.changing(mapping)));
    }

    void associate(Scope scope, Mapping from, String id, Mapping to, String toId) {
        ok(
                scope,
                new Call(
                        HttpMethod.PUT,
                        "/crm/v4/objects/{from}/{id}/associations/{to}/{toId}",
                        Map.of("from", from.object(), "id", id, "to", to.object(), "toId", toId),
                        List.of(AssociationSpec.of(Mapping.association(from.object(), to.object()))),
                        About.changing(to)));
    }

    void dissociate(Scope scope, Mapping from, String id, Mapping to, String toId) {
        ok(
                scope,
                new Call(
                        HttpMethod.DELETE,
                        "/crm/v4/objects/{from}/{id}/associations/{to}/{toId}",
                        Map.of("from", from.object(), "id", id, "to", to.object(), "toId", toId),
                        null,
                        About.changing(from)));
    }

    /** The companies of these records; those without one are not among the results. */
    Links companies(Scope scope, Mapping from, List<String> ids) {
        return answered(
                scope,
                new Call(
                        HttpMethod.POST,
                        "/crm/v4/associations/{from}/companies/batch/read",
                        Map.of("from", from.object()),
                        new Inputs<>(ids.stream().map(To::new).toList()),
                        About.reading(from)),
                Links.class);
    }

    Optional<Owner> owner(Scope scope, String id, boolean archived) {
        return found(() -> answered(
                scope,
                new Call(
                        HttpMethod.GET,
                        "/crm/v3/owners/{id}?archived={archived}",
                        Map.of("id", id, "archived", String.valueOf(archived)),
                        null,
                        About.reading(null)),
                Owner.class));
    }

    List<Owner> owners(Scope scope, boolean archived) {
        List<Owner> all = new ArrayList<>();
        String after = "";
        while (after != null) {
            Owners page = answered(
                    scope,
                    new Call(
                            HttpMethod.GET,
                            "/crm/v3/owners?limit=500&archived={archived}&after={after}",
                            Map.of("archived", String.valueOf(archived), "after", after),
                            null,
                            About.reading(null)),
                    Owners.class);
            all.addAll(page.results());
            after = page.paging() == null || page.paging().next() == null
                    ? null
                    : page.paging().next().after();
        }
        return all;
    }

    /** The cheapest thing that needs a valid token. */
    void account(Scope scope) {
        ok(scope, new Call(HttpMethod.GET, "/account-info/v3/details", Map.of(), null, About.reading(null)));
    }

    <T> T definitions(Scope scope, String object, String what, Class<T> type) {
        return answered(
                scope,
                new Call(
                        HttpMethod.GET,
                        "/crm/v3/properties/{object}" + what,
                        Map.of("object", object),
                        null,
                        About.reading(null)),
                type);
    }

    void define(Scope scope, String object, String what, Object definition) {
        ok(
                scope,
                new Call(
                        HttpMethod.POST,
                        "/crm/v3/properties/{object}" + what,
                        Map.of("object", object),
                        definition,
                        About.changing(null)));
    }

    private interface Asked<T> {
        T ask();
    }

    private static <T> Optional<T> found(Asked<T> call) {
        try {
            return Optional.of(call.ask());
        } catch (CrmFailure failure) {
            if (failure.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private Stored stored(Scope scope, Call call) {
        return answered(scope, call, Stored.class);
    }

    private <T> T answered(Scope scope, Call call, Class<T> type) {
        Answer answer = ok(scope, call);
        try {
            T value = json.readValue(answer.body, type);
            if (value != null) {
                return value;
            }
        } catch (JacksonException cutOrNotOfThisShape) {
            // Its message would quote the answer.
        }
        throw HubSpotErrors.broken(call.about.writes());
    }

    private Answer ok(Scope scope, Call call) {
        String token = tokens.current();
        Answer answer = once(scope, call, token);
        if (answer.status == 401) {
            String newer = tokens.after(token);
            if (!newer.equals(token)) {
                answer = once(scope, call, newer);
            }
        }
        if (answer.status >= 200 && answer.status < 300) {
            return answer;
        }
        Refusal refusal = refusal(answer.body);
        CrmFailure failure = HubSpotErrors.failure(
                answer.status, refusal, answer.headers.getFirst(HttpHeaders.RETRY_AFTER), call.about);
        if (answer.status == 429) {
            quotas.refused(scope, refusal, failure.retryAfter());
        }
        throw failure;
    }

    private Answer once(Scope scope, Call call, String token) {
        try {
            Answer answer = rest.method(call.method)
                    .uri(call.path, call.variables)
                    .headers(headers -> {
                        headers.setBearerAuth(token);
                        headers.setAccept(List.of(MediaType.APPLICATION_JSON));
                        headers.setContentType(MediaType.APPLICATION_JSON);
                    })
                    .body(call.body == null ? new byte[0] : json.writeValueAsBytes(call.body))
                    .exchange((_, response) -> new Answer(
                            response.getStatusCode().value(),
                            response.getHeaders(),
                            StreamUtils.copyToByteArray(response.getBody())));
            if (answer == null) {
                throw HubSpotErrors.broken(call.about.writes());
            }
            quotas.answered(scope, answer.headers);
            return answer;
        } catch (ResourceAccessException e) {
            throw notAnswered(e.getCause() instanceof IOException cause ? cause : null, call);
        }
    }

    /** Only the cause is kept: what Spring says names the address, which may hold an id. */
    private static CrmFailure notAnswered(@Nullable IOException cause, Call call) {
        if (cause == null) {
            return HubSpotErrors.broken(call.about.writes());
        }
        boolean neverSent = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnknownHostException
                || cause.getCause() instanceof UnresolvedAddressException;
        if (neverSent) {
            return new CrmFailure(Kind.UNAVAILABLE, "HubSpot cannot be reached; try again", cause);
        }
        return call.about.writes()
                ? new CrmFailure(
                        Kind.OUTCOME_UNKNOWN,
                        "HubSpot did not say whether it wrote; the record is to be looked up by its key",
                        cause)
                : new CrmFailure(Kind.UNAVAILABLE, "HubSpot did not answer; try again", cause);
    }

    /** A proxy's page says nothing but its status. */
    private Refusal refusal(byte[] body) {
        try {
            return Refusal.of(json.readTree(body));
        } catch (JacksonException notHubSpotItself) {
            return Refusal.of(json.missingNode());
        }
    }
}
