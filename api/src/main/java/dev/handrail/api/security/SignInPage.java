package dev.handrail.api.security;

import dev.handrail.api.security.RefusedSignIn.Reason;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.web.WebAttributes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
@Hidden
class SignInPage {

    private final OidcProperties oidc;

    SignInPage(OidcProperties oidc) {
        this.oidc = oidc;
    }

    /** Only shows a button: a mail scanner that follows the link must not use it up. */
    @GetMapping(WebPaths.SIGN_IN)
    String signIn(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String refused,
            @RequestParam(name = "signed-out", required = false) @Nullable String signedOut,
            @RequestParam(required = false) @Nullable String undecided,
            Model model) {
        Reason reason = Reason.of(refused);
        model.addAttribute("code", code);
        model.addAttribute("refused", reason == null ? null : reason.text());
        model.addAttribute("signedOut", signedOut != null);
        model.addAttribute("undecided", undecided != null && UndecidedPage.isOne(undecided) ? undecided : null);
        model.addAttribute("provider", oidc.isConfigured() ? "/oauth2/authorization/" + OidcProvider.ID : null);
        return "sign-in";
    }

    /** Where a request that may not be is forwarded to. */
    @RequestMapping(WebPaths.NOT_ALLOWED)
    String notAllowed(HttpServletRequest request, Model model) {
        Object failure = request.getAttribute(WebAttributes.ACCESS_DENIED_403);
        boolean role = failure instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof AccessRule.Verdict;
        boolean stale = failure instanceof AccessDeniedException && !role;
        model.addAttribute("title", stale ? "This page was too old" : "Not for your role");
        model.addAttribute(
                "detail",
                stale
                        ? "You signed in or out since it was opened, so nothing was done. Go back, reload the page and try again."
                        : "Your roles do not include this. Ask an administrator for the role you need.");
        model.addAttribute("from", request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI));
        return "problem";
    }
}
