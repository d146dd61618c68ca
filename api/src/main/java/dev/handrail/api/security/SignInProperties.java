package dev.handrail.api.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often anyone may try to sign in, in all processes together.
 *
 * @param perAddress attempts a minute from one address
 * @param inAll attempts a minute from everywhere
 */
@ConfigurationProperties("handrail.sign-in")
public record SignInProperties(
        @DefaultValue("20") int perAddress,
        @DefaultValue("300") int inAll) {

    public SignInProperties {
        if (perAddress < 1 || inAll < perAddress) {
            throw new IllegalArgumentException(
                    "handrail.sign-in.per-address is at least 1 and at most handrail.sign-in.in-all");
        }
    }
}
