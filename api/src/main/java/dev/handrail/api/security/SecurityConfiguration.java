package dev.handrail.api.security;

import dev.handrail.api.ApiProperties;
import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.ProblemWriter;
import dev.handrail.call.Role;
import dev.handrail.credential.ApiKeys;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** What programs use: API keys on every address but {@code /health}; no sessions, no cookies. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    @Bean
    SecurityFilterChain apiSecurity(HttpSecurity http, ApiKeys keys) {
        return http.csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .cors(Customizer.withDefaults())
                .addFilterBefore(new ApiKeyFilter(keys), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> {
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                            .permitAll();
                    requests.requestMatchers(HttpMethod.GET, "/health").permitAll();
                    PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
                    AccessRule.ALL.forEach(
                            rule -> requests.requestMatchers(paths.matcher(rule.method(), rule.pattern()))
                                    .access(rule));
                    requests.anyRequest().authenticated();
                })
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (request, response, e) -> ApiKeyFilter.refuse(request, response))
                        .accessDeniedHandler(SecurityConfiguration::forbid))
                .build();
    }

    /** There is nobody to sign in with a password; without this bean Spring Boot would make one up. */
    @Bean
    AuthenticationManager noPasswords() {
        return authentication -> {
            throw new AuthenticationServiceException("Sign in with an API key");
        };
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler() {
        return (request, response, e) -> ProblemWriter.write(
                request,
                response,
                Problem.of(400, "invalid_path", "The path or a header has characters that are not allowed"));
    }

    @Bean
    CorsConfigurationSource corsConfigurationSource(ApiProperties properties) {
        CorsConfiguration temporalUi = new CorsConfiguration();
        temporalUi.setAllowedOrigins(properties.temporalUiOrigins());
        temporalUi.setAllowedMethods(List.of("POST"));
        temporalUi.setAllowedHeaders(List.of("*"));
        temporalUi.setAllowCredentials(true);
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (!properties.temporalUiOrigins().isEmpty()) {
            source.registerCorsConfiguration("/api/codec/*", temporalUi);
        }
        return source;
    }

    private static void forbid(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        Set<Role> needed = e instanceof AuthorizationDeniedException denied
                        && denied.getAuthorizationResult() instanceof AccessRule.Verdict verdict
                ? verdict.needed()
                : Set.of();
        List<String> roles = needed.stream().sorted().map(Role::label).toList();
        String detail = "This needs a credential with the role %s; ask an administrator for one"
                .formatted(roles.isEmpty() ? "admin" : String.join(" or ", roles));
        ProblemWriter.write(
                request, response, Problem.of(403, "role_required", detail).with("required", roles));
    }
}
