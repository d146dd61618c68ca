package dev.handrail.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Every exception of a controller, and of finding one, becomes a problem; but for pages, which have their own advice. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class ProblemAdvice {

    @ExceptionHandler(Exception.class)
    void handle(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (failure instanceof AccessDeniedException denied) {
            throw denied;
        }
        if (failure instanceof HttpRequestMethodNotSupportedException method
                && method.getSupportedHttpMethods() != null) {
            response.setHeader(
                    "Allow",
                    String.join(
                            ", ",
                            method.getSupportedHttpMethods().stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .toList()));
        }
        ProblemWriter.write(request, response, framework(failure).orElseGet(() -> FailureProblems.of(failure)));
    }

    private static Optional<Problem> framework(Exception failure) {
        return Optional.ofNullable(
                switch (failure) {
                    case HttpMediaTypeNotSupportedException e ->
                        Problem.of(
                                415,
                                "unsupported_media_type",
                                "Send " + list(e.getSupportedMediaTypes()) + " in UTF-8");
                    case HttpMediaTypeNotAcceptableException e ->
                        Problem.of(
                                406,
                                "not_acceptable",
                                "This answers with %s; ask for that in Accept"
                                        .formatted(list(e.getSupportedMediaTypes())));
                    case MissingServletRequestParameterException e ->
                        Problem.badField("invalid_parameter", e.getParameterName(), "is required");
                    case MethodArgumentTypeMismatchException e ->
                        Problem.badField("invalid_parameter", e.getName(), "has the wrong type");
                    case RequestRejectedException ignored ->
                        Problem.of(
                                400,
                                "invalid_parameter",
                                "The name or the value of a parameter has characters that are not allowed");
                    case HttpMessageNotReadableException ignored ->
                        Problem.of(400, "body_missing", "The body is missing or was cut off; send it whole");
                    case ErrorResponse e -> StatusProblems.of(e.getStatusCode().value());
                    default -> null;
                });
    }

    private static String list(java.util.List<MediaType> types) {
        return types.isEmpty()
                ? "application/json"
                : String.join(" or ", types.stream().map(MediaType::toString).toList());
    }
}
