package dev.handrail.api.security;

import dev.handrail.person.Person;
import dev.handrail.person.SignInLinks;
import dev.handrail.person.SignInLinks.Redeemed;
import dev.handrail.person.SignInLinks.Refusal;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Takes the code of a one-time link, sent where a form would send a user name. */
record LinkSignIn(SignInLinks links) implements AuthenticationProvider {

    /** Whoever followed a link. */
    record LinkedPerson(Person person) implements SignedIn {}

    @Override
    public Authentication authenticate(Authentication presented) {
        Redeemed redeemed = links.redeem(presented.getName());
        return redeemed.person()
                .map(person ->
                        UsernamePasswordAuthenticationToken.authenticated(new LinkedPerson(person), null, List.of()))
                .orElseThrow(() -> refused(redeemed.refusal().orElseThrow()));
    }

    private static RefusedSignIn refused(Refusal refusal) {
        return new RefusedSignIn(
                RefusedSignIn.Reason.LINK, refusal.reason(), refusal.tenant().orElse(null));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
