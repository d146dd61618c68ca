package dev.handrail.salesforce;

import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps a token until it is refused. Of many threads that are refused the same one, the first gets a new one for all. */
final class CachedSignIn implements SalesforceSignIn {

    record Granted(String token, URI instanceUrl) {}

    private final Supplier<Granted> ask;
    private @Nullable Granted granted;

    CachedSignIn(Supplier<Granted> ask) {
        this.ask = ask;
    }

    @Override
    public String current() {
        return granted(null).token();
    }

    @Override
    public String after(String refused) {
        return granted(refused).token();
    }

    @Override
    public URI instanceUrl() {
        return granted(null).instanceUrl();
    }

    private synchronized Granted granted(@Nullable String refused) {
        Granted now = granted;
        if (now == null || now.token().equals(refused)) {
            now = ask.get();
            granted = now;
        }
        return now;
    }
}
