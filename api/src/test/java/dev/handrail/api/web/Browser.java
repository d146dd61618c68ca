package dev.handrail.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import dev.handrail.credential.Tenants;
import dev.handrail.person.SignInLinks;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without JavaScript: it keeps cookies, follows no redirect by itself and sends forms. */
public final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String address;

    public Browser(String address) {
        this.address = address;
    }

    /** Somebody who followed a one-time link. */
    public static Browser signedIn(ApiUnderTest api, String tenant, String name, Role... roles) {
        api.bean(Tenants.class).create(tenant);
        String code = api.bean(SignInLinks.class)
                .issue(tenant, name, Set.of(roles), "test")
                .code();
        Browser browser = new Browser(api.address());
        Answer answer = browser.submit("/sign-in?code=" + code, "/sign-in", "code", code);
        assertThat(answer.header("Location")).as(answer.text()).endsWith("/");
        return browser;
    }

    public Answer get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(path.startsWith("http") ? path : address + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "text/html");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Opens a page, and sends a form with the token that the page has. */
    public Answer submit(String page, String action, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("_csrf", token(get(page).text())));
        return post(action, all.toArray(String[]::new));
    }

    public Answer post(String path, String... fields) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            pairs.add(encoded(fields[i]) + "=" + encoded(fields[i + 1]));
        }
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(String.join("&", pairs)))
                .build());
    }

    public static String token(String page) {
        Matcher matcher = TOKEN.matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }

    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    public HttpClient client() {
        return client;
    }

    private Answer send(HttpRequest request) {
        try {
            var response = client.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
