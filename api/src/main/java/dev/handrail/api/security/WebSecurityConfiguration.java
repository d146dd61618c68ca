package dev.handrail.api.security;

import dev.handrail.audit.AuditLog;
import dev.handrail.credential.Tenants;
import dev.handrail.limit.LimitStore;
import dev.handrail.person.People;
import dev.handrail.person.SignInLinks;
import dev.handrail.tenant.TenantTransactions;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** The pages: people with a session, who came by a one-time link or by their organisation's sign-in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SignInProperties.class, OidcProperties.class})
class WebSecurityConfiguration {

    /** Nothing but our own files, and in no other site's frame. */
    static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final @Nullable String publicUrl;

    WebSecurityConfiguration(@Value("${handrail.public-url:}") String publicUrl) {
        this.publicUrl = publicUrl.isBlank() ? null : publicUrl.strip().replaceAll("/+$", "");
    }

    @Bean
    SignInLinks signInLinks(JdbcClient jdbc, TenantTransactions transactions, AuditLog audit, Clock clock) {
        return new SignInLinks(jdbc, transactions, audit, clock);
    }

    @Bean
    @Order(1)
    SecurityFilterChain webSecurity(
            HttpSecurity http,
            SignInLinks links,
            People people,
            Tenants tenants,
            AuditLog audit,
            LimitStore limits,
            SignInProperties signIn,
            OidcProperties oidc,
            Clock clock) {
        CookieRequestCache requests = requestedPages();
        SignInReceipts receipts = new SignInReceipts(people, audit, requests);
        http.securityMatcher(WebPaths.ALL)
                .securityContext(context -> context.securityContextRepository(new SessionPeople(people, clock)))
                .requestCache(cache -> cache.requestCache(requests))
                .csrf(csrf -> csrf.csrfTokenRepository(new CsrfTokens(isSecure())))
                .addFilterBefore(new SignInThrottle(limits, signIn), CsrfFilter.class)
                .authenticationProvider(new LinkSignIn(links))
                .formLogin(form -> form.loginPage(WebPaths.SIGN_IN)
                        .loginProcessingUrl(WebPaths.SIGN_IN)
                        .usernameParameter("code")
                        .successHandler(receipts::signedIn)
                        .failureHandler(receipts::refused))
                .logout(logout -> logout.logoutRequestMatcher(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, WebPaths.SIGN_OUT))
                        .addLogoutHandler(receipts::signedOut)
                        .logoutSuccessUrl(WebPaths.SIGN_IN + "?signed-out"))
                .authorizeHttpRequests(access -> {
                    access.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                            .permitAll();
                    access.requestMatchers(WebPaths.OPEN).permitAll();
                    PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
                    AccessRule.PAGES.forEach(
                            page -> access.requestMatchers(paths.matcher(page.method(), page.pattern()))
                                    .access(page));
                    access.anyRequest().authenticated();
                })
                .exceptionHandling(failures -> failures.authenticationEntryPoint(askToSignIn(requests))
                        .accessDeniedHandler(notAllowed(askToSignIn(requests))))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=()"))
                        .crossOriginOpenerPolicy(policy -> policy.policy(
                                org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter
                                        .CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(policy -> policy.policy(
                                org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter
                                        .CrossOriginResourcePolicy.SAME_ORIGIN)));
        if (oidc.isConfigured()) {
            http.oauth2Login(login -> login.loginPage(WebPaths.SIGN_IN)
                    .clientRegistrationRepository(new OidcProvider(oidc, publicUrl))
                    .authorizedClientRepository(new OidcProvider.NoTokens())
                    .userInfoEndpoint(user -> user.oidcUserService(new OidcPeople(oidc, tenants, clock)))
                    .successHandler(receipts::signedIn)
                    .failureHandler(receipts::refused));
        }
        return http.build();
    }

    boolean isSecure() {
        return publicUrl != null && publicUrl.startsWith("https:");
    }

    /** Which page to go on with after the sign-in; pages only, and in a cookie, so that a visit leaves no session. */
    private static CookieRequestCache requestedPages() {
        CookieRequestCache requests = new CookieRequestCache();
        requests.setRequestMatcher(request -> HttpMethod.GET.matches(request.getMethod())
                && request.getHeader("HX-Request") == null
                && !WebPaths.isStream(request)
                && !WebPaths.OPEN.matches(request));
        return requests;
    }

    /** A page becomes the sign-in page; a part of one cannot, so the browser is told to go there. */
    private static AuthenticationEntryPoint askToSignIn(CookieRequestCache requests) {
        return (request, response, failure) -> {
            Optional<UndecidedPage> undecided = UndecidedPage.of(request);
            undecided.ifPresent(page -> requests.saveRequest(page, response));
            String there = undecided
                    .map(page -> WebPaths.SIGN_IN + "?undecided=" + page.getRequestURI())
                    .orElse(WebPaths.SIGN_IN);
            if (request.getHeader("HX-Request") != null || WebPaths.isStream(request)) {
                response.setHeader("HX-Redirect", there);
                response.setStatus(401);
            } else {
                response.sendRedirect(there);
            }
        };
    }

    /** Whoever was signed out has no token of a form either. */
    private static AccessDeniedHandler notAllowed(AuthenticationEntryPoint askToSignIn) {
        AccessDeniedHandlerImpl handler = new AccessDeniedHandlerImpl();
        handler.setErrorPage(WebPaths.NOT_ALLOWED);
        return (request, response, denied) -> {
            boolean stranger = SecurityContextHolder.getContext().getAuthentication() == null;
            if (stranger
                    && denied instanceof CsrfException
                    && UndecidedPage.of(request).isPresent()) {
                askToSignIn.commence(request, response, new InsufficientAuthenticationException("signed out", denied));
            } else {
                handler.handle(request, response, denied);
            }
        };
    }
}
