package dev.handrail.api.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** The page that somebody decided on who was signed out meanwhile: as if it had been asked for, to go on with it. */
final class UndecidedPage extends HttpServletRequestWrapper {

    private static final String LIST = "/authorizations";
    private static final Pattern PAGE = Pattern.compile("/authorizations(/[A-Za-z0-9._:-]{1,200})?");
    private static final Pattern DECISION =
            Pattern.compile("(/authorizations/(?!grants/)[A-Za-z0-9._:-]{1,200})(/always|/edit|/delegate)?");

    private final String page;

    private UndecidedPage(HttpServletRequest decision, String page) {
        super(decision);
        this.page = page;
    }

    static Optional<UndecidedPage> of(HttpServletRequest request) {
        Matcher decision = DECISION.matcher(request.getRequestURI());
        if (!HttpMethod.POST.matches(request.getMethod()) || !decision.matches()) {
            return Optional.empty();
        }
        String one = decision.group(1);
        return Optional.of(new UndecidedPage(request, one.equals(LIST + "/batch") ? LIST : one));
    }

    static boolean isOne(String page) {
        return PAGE.matcher(page).matches();
    }

    @Override
    public String getMethod() {
        return HttpMethod.GET.name();
    }

    @Override
    public String getRequestURI() {
        return page;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return name.equals("HX-Request") ? null : super.getHeader(name);
    }
}
