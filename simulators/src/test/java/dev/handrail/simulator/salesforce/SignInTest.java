package dev.handrail.simulator.salesforce;

import static dev.handrail.simulator.salesforce.OrgClient.json;
import static dev.handrail.simulator.salesforce.OrgClient.refusal;
import static dev.handrail.simulator.salesforce.OrgClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.login.OAuth;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SignInTest {

    private static final String JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final OrgClient org = new OrgClient();

    @Test
    void withoutAGoodTokenNothingIsShownButTheVersions() {
        org.without("Authorization");
        assertThat(refusal(org.get("sobjects"))).isEqualTo("401 INVALID_AUTH_HEADER");
        org.with("Authorization", "Bearer nonsense");
        assertThat(refusal(org.get("sobjects"))).isEqualTo("401 INVALID_SESSION_ID");
        assertThat(text(org.get("/services/data"))).contains("\"version\":\"60.0\"", "\"version\":\"66.0\"");
    }

    @Test
    void aClientSignsInWithItsSecret() {
        Answer granted = token("client_credentials", Map.of("client_secret", OAuth.CLIENT_SECRET));
        assertThat(granted.status()).isEqualTo(200);
        assertThat(json(granted).path("instance_url").asString()).isEqualTo("https://127.0.0.1:8443");
        assertThat(json(granted).path("token_type").asString()).isEqualTo("Bearer");
        assertThat(worksWith(json(granted).path("access_token").asString())).isTrue();

        assertThat(error(token("client_credentials", Map.of("client_secret", "wrong"))))
                .isEqualTo("invalid_client");
        assertThat(error(token("client_credentials", Map.of("client_id", "nobody"))))
                .isEqualTo("invalid_client_id");
        assertThat(error(token("telepathy", Map.of()))).isEqualTo("unsupported_grant_type");
    }

    @Test
    void aClientMaySendItsSecretInTheHeader() {
        String pair = OAuth.CLIENT_ID + ":" + OAuth.CLIENT_SECRET;
        org.with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        assertThat(token("client_credentials", Map.of("client_id", "")).status())
                .isEqualTo(200);
    }

    @Test
    void aSecretThatWasReplacedIsNoLongerGood() {
        org.setUp("PUT", "/_admin/connected-apps/" + OAuth.CLIENT_ID, "{\"clientSecret\": \"rotated\"}");
        assertThat(error(token("client_credentials", Map.of("client_secret", OAuth.CLIENT_SECRET))))
                .isEqualTo("invalid_client");
        assertThat(token("client_credentials", Map.of("client_secret", "rotated"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aUserSignsInWithTheirPassword() {
        var form = Map.of("client_secret", OAuth.CLIENT_SECRET, "username", Org.USERNAME, "password", OAuth.PASSWORD);
        assertThat(worksWith(json(token("password", form)).path("access_token").asString()))
                .isTrue();
        var wrong = Map.of("client_secret", OAuth.CLIENT_SECRET, "username", Org.USERNAME, "password", "wrong");
        assertThat(error(token("password", wrong))).isEqualTo("invalid_grant");
    }

    @Test
    void aCodeIsGoodOnceAndBringsARefreshToken() {
        Answer redirected = org.get("/services/oauth2/authorize?client_id=" + OAuth.CLIENT_ID
                + "&redirect_uri=http://localhost/back&state=a%20b");
        assertThat(redirected.status()).isEqualTo(302);
        URI back = URI.create(redirected.headers().get("Location"));
        assertThat(back.getRawQuery()).endsWith("&state=a+b");
        String code = back.getQuery().replaceAll("code=([^&]+).*", "$1");

        var form = Map.of("client_secret", OAuth.CLIENT_SECRET, "code", code);
        String refresh =
                json(token("authorization_code", form)).path("refresh_token").asString();
        assertThat(error(token("authorization_code", form))).isEqualTo("invalid_grant");

        Answer refreshed = token("refresh_token", Map.of("refresh_token", refresh));
        assertThat(worksWith(json(refreshed).path("access_token").asString())).isTrue();
        assertThat(error(token("refresh_token", Map.of("refresh_token", "old"))))
                .isEqualTo("invalid_grant");
    }

    @Test
    void aSessionEndsWhenItIsRevokedOrInvalidated() {
        String token = json(token("client_credentials", Map.of("client_secret", OAuth.CLIENT_SECRET)))
                .path("access_token")
                .asString();
        assertThat(org.ask("POST", "/services/oauth2/revoke", "token=" + token).status())
                .isEqualTo(200);
        assertThat(worksWith(token)).isFalse();
        assertThat(org.ask("POST", "/services/oauth2/revoke", "token=" + token).status())
                .isEqualTo(400);

        assertThat(worksWith(org.salesforce.accessToken())).isTrue();
        org.setUp("POST", "/_admin/sessions/invalidate", "{}");
        assertThat(worksWith(org.salesforce.accessToken())).isFalse();
        org.salesforce.reset();
        assertThat(worksWith(org.salesforce.accessToken())).isTrue();
    }

    @Test
    void aClientVouchesForAUserWithItsSignature() throws Exception {
        KeyPair keys = register();
        Answer granted = vouch(keys, claims(Map.of()));
        assertThat(worksWith(json(granted).path("access_token").asString())).isTrue();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "iss, nobody, invalid_client_id",
        "aud, https://elsewhere.example, invalid_grant",
        "sub, somebody@example.com, invalid_grant",
        "exp, 1000, invalid_grant",
        "exp, 99999999999, invalid_grant"
    })
    void anAssertionThatIsNotRightIsRefused(String claim, String value, String error) throws Exception {
        Object typed = claim.equals("exp") ? Long.valueOf(value) : value;
        assertThat(error(vouch(register(), claims(Map.of(claim, typed))))).isEqualTo(error);
    }

    @Test
    void anAssertionWithAnotherSignatureIsRefused() throws Exception {
        register();
        KeyPair others = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertThat(error(vouch(others, claims(Map.of())))).isEqualTo("invalid_grant");
        assertThat(error(token(JWT, Map.of("assertion", "x.y")))).isEqualTo("invalid_grant");
    }

    @Test
    void saysWhoIsSignedIn() {
        String url = json(org.get("")).path("identity").asString();
        assertThat(json(org.get(URI.create(url).getPath())).path("username").asString())
                .isEqualTo(Org.USERNAME);
        assertThat(json(org.get("/services/oauth2/userinfo"))
                        .path("preferred_username")
                        .asString())
                .isEqualTo(Org.USERNAME);
    }

    private KeyPair register() throws GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        String body = JsonMapper.shared().writeValueAsString(Map.of("clientSecret", "s", "certificate", pem));
        assertThat(org.setUp("PUT", "/_admin/connected-apps/signer", body).status())
                .isEqualTo(204);
        return keys;
    }

    private Map<String, Object> claims(Map<String, Object> changes) {
        var claims = new HashMap<String, Object>(Map.of(
                "iss",
                "signer",
                "sub",
                Org.USERNAME,
                "aud",
                "https://login.salesforce.com",
                "exp",
                OrgClient.START.plus(Duration.ofMinutes(3)).getEpochSecond()));
        claims.putAll(changes);
        return claims;
    }

    private Answer vouch(KeyPair keys, Map<String, Object> claims) throws GeneralSecurityException {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        String signed = encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(JsonMapper.shared().writeValueAsBytes(claims));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.UTF_8));
        return token(JWT, Map.of("assertion", signed + "." + encoder.encodeToString(signature.sign())));
    }

    private Answer token(String grant, Map<String, String> more) {
        var form = new HashMap<>(Map.of("grant_type", grant, "client_id", OAuth.CLIENT_ID));
        form.putAll(more);
        String body = form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return org.ask("POST", "/services/oauth2/token", body);
    }

    private static String error(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        return json(answer).path("error").asString();
    }

    private boolean worksWith(String token) {
        org.with("Authorization", "Bearer " + token);
        return org.get("limits").status() == 200;
    }
}
