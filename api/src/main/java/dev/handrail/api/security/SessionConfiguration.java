package dev.handrail.api.security;

import javax.sql.DataSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Sessions in Postgres, so that any api process knows them; for the pages only, so that programs pay nothing for them. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    private static final String COOKIE = "handrail-session";
    private static final String EVERY_TEN_MINUTES = "0 */10 * * * *";

    @Bean
    JdbcIndexedSessionRepository sessions(DataSource database, PlatformTransactionManager manager) {
        TransactionTemplate own = new TransactionTemplate(manager);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        JdbcIndexedSessionRepository sessions = new JdbcIndexedSessionRepository(new JdbcTemplate(database), own);
        new PostgreSqlJdbcIndexedSessionRepositoryCustomizer().customize(sessions);
        sessions.setCleanupCron(EVERY_TEN_MINUTES);
        return sessions;
    }

    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<?>> sessionFilter(
            JdbcIndexedSessionRepository sessions, WebSecurityConfiguration web) {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(web.isSecure() ? "__Host-" + COOKIE : COOKIE);
        cookie.setCookiePath("/");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        if (web.isSecure()) {
            cookie.setUseSecureCookie(true);
        }
        CookieHttpSessionIdResolver ids = new CookieHttpSessionIdResolver();
        ids.setCookieSerializer(cookie);
        SessionRepositoryFilter<?> filter = new SessionRepositoryFilter<>(sessions);
        filter.setHttpSessionIdResolver(ids);
        FilterRegistrationBean<SessionRepositoryFilter<?>> registration = new FilterRegistrationBean<>(filter);
        registration.setUrlPatterns(WebPaths.SERVLET_PATTERNS);
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        return registration;
    }
}
