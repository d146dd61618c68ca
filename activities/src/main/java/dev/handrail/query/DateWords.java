package dev.handrail.query;

import dev.handrail.action.ActionRefused;
import dev.handrail.call.Refusal;
import dev.handrail.when.Answer;
import dev.handrail.when.Span;
import dev.handrail.when.When;
import dev.handrail.when.WorkingDay;
import java.time.Instant;
import java.time.ZoneId;

/** Reads the days that people say. */
@FunctionalInterface
public interface DateWords {

    /** @throws ActionRefused when it is not clear which days are meant */
    DayRange read(String words, ZoneId zone, Instant now);

    /** Understands "today", "this week", "before Friday", 2026-11-25 and 2026-11-01..2026-11-30. */
    static DateWords spoken() {
        return (words, zone, now) -> switch (new When(zone, WorkingDay.USUAL)
                .allowingPast()
                .span(words, now)) {
            case Answer.Understood<Span>(Span span) -> new DayRange(span.from(), span.to());
            case Answer.Unclear<Span> unclear -> throw new ActionRefused(Refusal.UNCLEAR, unclear.question());
        };
    }
}
