package dev.handrail.api.request;

import dev.handrail.api.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a question with a query parameter that its address does not know: a misspelt filter that is passed over would
 * answer more than was asked for.
 */
public final class KnownParameters implements HandlerInterceptor {

    private static final String OURS = "dev.handrail.";

    private final Map<HandlerMethod, List<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (HttpMethod.GET.matches(request.getMethod())
                && handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith(OURS)) {
            List<String> names = known.computeIfAbsent(method, KnownParameters::names);
            List<Problem.FieldError> errors = request.getParameterMap().keySet().stream()
                    .filter(name -> !names.contains(name))
                    .map(name -> new Problem.FieldError(
                            Names.shown(name),
                            "is not a parameter of this address; "
                                    + (names.isEmpty() ? "it has none" : "it has " + String.join(", ", names))))
                    .toList();
            if (!errors.isEmpty()) {
                throw Problem.invalid("unknown_parameter", errors).toException();
            }
        }
        return true;
    }

    private static List<String> names(HandlerMethod method) {
        return Arrays.stream(method.getMethod().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
                .map(KnownParameters::name)
                .toList();
    }

    private static String name(Parameter parameter) {
        String given = parameter.getAnnotation(RequestParam.class).name();
        return given.isEmpty() ? parameter.getName() : given;
    }
}
