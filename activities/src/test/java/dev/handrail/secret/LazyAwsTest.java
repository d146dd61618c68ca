package dev.handrail.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Runs the package with a class path that has nothing of AWS on it. */
class LazyAwsTest {

    @Test
    void needsNothingOfAwsUntilASecretIsAskedFor() throws Exception {
        try (URLClassLoader withoutAws = withoutAws()) {
            Object withToken = credentials(withoutAws, Map.of("HUBSPOT_ACCESS_TOKEN", "pat-1"));
            assertThat(of(withToken, "hubspot")).hasToString("Credentials[accessToken]");

            Object withSecret = credentials(withoutAws, Map.of("AWS_SECRET_NAME_HUBSPOT", "prod/hubspot"));
            assertThatThrownBy(() -> of(withSecret, "hubspot")).hasRootCauseInstanceOf(ClassNotFoundException.class);
        }
    }

    private static Object credentials(ClassLoader loader, Map<String, String> settings) throws Exception {
        Function<String, String> lookup = settings::get;
        Method factory = loader.loadClass("dev.handrail.secret.CredentialConfiguration")
                .getDeclaredMethod("credentials", Function.class, Clock.class);
        factory.setAccessible(true);
        return factory.invoke(null, lookup, Clock.systemUTC());
    }

    private static Object of(Object credentials, String provider) throws Exception {
        Method of = credentials.getClass().getDeclaredMethod("of", String.class, String.class);
        of.setAccessible(true);
        try {
            return of.invoke(credentials, "default", provider);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static URLClassLoader withoutAws() {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(entry -> !entry.contains("amazon"))
                .map(entry -> url(Path.of(entry).toUri()))
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
