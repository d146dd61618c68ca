package dev.handrail.domain;

import dev.handrail.action.ActionRefused;
import dev.handrail.call.Refusal;
import dev.handrail.when.Answer;
import dev.handrail.when.Day;
import dev.handrail.when.Hours;
import dev.handrail.when.Span;
import dev.handrail.when.When;
import dev.handrail.when.WorkingDay;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people say for days and times, at a business. What is not certain is asked back. */
final class Dates {

    private final When when;
    private final Instant now;

    Dates(Business business, Instant now) {
        this.when = new When(
                business.zone(),
                new WorkingDay(
                        new Hours(business.opens(), business.closes()),
                        WorkingDay.USUAL.morning(),
                        WorkingDay.USUAL.afternoon(),
                        WorkingDay.USUAL.evening()));
        this.now = now;
    }

    Day day(String argument, String words, @Nullable String time) {
        return understood(argument, time == null ? when.date(words, now) : when.date(words, time, now));
    }

    /** Also a day that is past, for looking back. */
    Day anyDay(String argument, String words) {
        return understood(argument, when.allowingPast().date(words, now));
    }

    Span span(String argument, String words) {
        return understood(argument, when.allowingPast().span(words, now));
    }

    private static <T> T understood(String argument, Answer<T> answer) {
        return switch (answer) {
            case Answer.Understood<T>(T value) -> value;
            case Answer.Unclear<T> unclear ->
                throw new ActionRefused(Refusal.UNCLEAR, "%s: %s".formatted(argument, unclear.question()));
        };
    }
}
