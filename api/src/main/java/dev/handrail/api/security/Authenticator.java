package dev.handrail.api.security;

import java.util.Optional;

/** Knows whose API key was presented. */
@FunctionalInterface
public interface Authenticator {

    /** Empty when the key is unknown, revoked or expired. */
    Optional<Caller> authenticate(String presented);
}
