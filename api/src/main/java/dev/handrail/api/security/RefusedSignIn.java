package dev.handrail.api.security;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AccountStatusException;

/** Nobody was let in, and no other way to sign in is tried. */
final class RefusedSignIn extends AccountStatusException {

    /** Why, in words for the person. */
    enum Reason {
        LINK("This link does not let you in: it was used, or it is older than 10 minutes. Make another one:"
                + " ./handrail sign-in"),
        ROLE(
                "You are signed in there, but have no role here. Ask whoever runs your sign-in to give you admin, approver,"
                        + " operator or viewer."),
        TENANT("You are signed in there, but your organisation is not known here. Ask an administrator."),
        PROVIDER("Signing in did not work. Try again; if it goes on, ask an administrator to look at the log.");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable Reason of(@Nullable String code) {
            return Arrays.stream(values())
                    .filter(reason -> reason.code().equals(code))
                    .findFirst()
                    .orElse(null);
        }
    }

    private final transient Reason reason;
    private final @Nullable String tenant;

    /** @param tenant whose the attempt was; null when nobody knows */
    RefusedSignIn(Reason reason, String detail, @Nullable String tenant) {
        super(detail);
        this.reason = reason;
        this.tenant = tenant;
    }

    Reason reason() {
        return reason;
    }

    @Nullable
    String tenant() {
        return tenant;
    }
}
