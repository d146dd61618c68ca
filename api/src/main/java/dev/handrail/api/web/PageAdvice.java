package dev.handrail.api.web;

import dev.handrail.api.problem.FailureProblems;
import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.ProblemException;
import dev.handrail.api.security.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** What all pages share: who looks at them, and a page for what goes wrong. */
@ControllerAdvice(basePackageClasses = PageAdvice.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageAdvice {

    @ModelAttribute("me")
    Me me(@AuthenticationPrincipal Caller caller) {
        return Me.of(caller);
    }

    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone() {
        // The reader of a stream closed the page.
    }

    @ExceptionHandler(Exception.class)
    ModelAndView failed(Exception failure, HttpServletResponse response) throws IOException {
        if (failure instanceof AccessDeniedException denied) {
            throw denied;
        }
        Problem problem = problem(failure);
        response.setStatus(problem.status());
        ModelAndView page = new ModelAndView("problem");
        page.addObject("title", title(problem.status()));
        page.addObject("detail", PageWords.of(problem));
        return page;
    }

    private static Problem problem(Exception failure) {
        return failure instanceof ErrorResponse framework && !(failure instanceof ProblemException)
                ? Problem.of(
                        framework.getStatusCode().value(),
                        "bad_request",
                        "This address or form is not one of ours. Go back, reload the page and try again.")
                : FailureProblems.of(failure);
    }

    private static String title(int status) {
        return switch (status) {
            case 404 -> "Not found";
            case 503 -> "Not at the moment";
            default -> status >= 500 ? "Something went wrong here" : "That did not work";
        };
    }
}
