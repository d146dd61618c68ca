package dev.handrail.simulator.salesforce.query;

import dev.handrail.simulator.salesforce.data.Values;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values in conditions, among them the names of times. */
final class Literals {

    private Literals() {}

    /** Null when the token is no value. */
    static @Nullable Literal read(Token token, LocalDate today) {
        try {
            return switch (token.kind()) {
                case STRING -> new Literal.Text(token.text());
                case NUMBER -> new Literal.Number(new BigDecimal(token.text()));
                case MOMENT ->
                    token.text().length() == 10
                            ? new Literal.Day(LocalDate.parse(token.text()))
                            : new Literal.Moment(Values.moment(token.text()));
                case WORD -> word(token.text().toUpperCase(Locale.ROOT), today);
                case SYMBOL, END -> null;
            };
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Literal word(String word, LocalDate today) {
        switch (word) {
            case "TRUE", "FALSE" -> {
                return new Literal.Flag(word.equals("TRUE"));
            }
            case "NULL" -> {
                return new Literal.Nothing();
            }
            default -> {
                int colon = word.indexOf(':');
                return colon < 0
                        ? named(word, today)
                        : counted(word.substring(0, colon), Integer.parseInt(word.substring(colon + 1)), today);
            }
        }
    }

    private static @Nullable Literal named(String name, LocalDate today) {
        LocalDate week = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        LocalDate month = today.withDayOfMonth(1);
        LocalDate quarter = month.with(Month.of((today.getMonthValue() - 1) / 3 * 3 + 1));
        LocalDate year = today.withDayOfYear(1);
        return switch (name) {
            case "TODAY" -> new Literal.Span(today, today.plusDays(1));
            case "YESTERDAY" -> new Literal.Span(today.minusDays(1), today);
            case "TOMORROW" -> new Literal.Span(today.plusDays(1), today.plusDays(2));
            case "THIS_WEEK" -> new Literal.Span(week, week.plusWeeks(1));
            case "LAST_WEEK" -> new Literal.Span(week.minusWeeks(1), week);
            case "NEXT_WEEK" -> new Literal.Span(week.plusWeeks(1), week.plusWeeks(2));
            case "THIS_MONTH" -> new Literal.Span(month, month.plusMonths(1));
            case "LAST_MONTH" -> new Literal.Span(month.minusMonths(1), month);
            case "NEXT_MONTH" -> new Literal.Span(month.plusMonths(1), month.plusMonths(2));
            case "THIS_QUARTER" -> new Literal.Span(quarter, quarter.plusMonths(3));
            case "LAST_QUARTER" -> new Literal.Span(quarter.minusMonths(3), quarter);
            case "NEXT_QUARTER" -> new Literal.Span(quarter.plusMonths(3), quarter.plusMonths(6));
            case "THIS_YEAR" -> new Literal.Span(year, year.plusYears(1));
            case "LAST_YEAR" -> new Literal.Span(year.minusYears(1), year);
            case "NEXT_YEAR" -> new Literal.Span(year.plusYears(1), year.plusYears(2));
            case "LAST_90_DAYS" -> counted("LAST_N_DAYS", 90, today);
            case "NEXT_90_DAYS" -> counted("NEXT_N_DAYS", 90, today);
            default -> null;
        };
    }

    private static @Nullable Literal counted(String name, int n, LocalDate today) {
        LocalDate month = today.withDayOfMonth(1);
        return switch (name) {
            case "LAST_N_DAYS" -> new Literal.Span(today.minusDays(n), today.plusDays(1));
            case "NEXT_N_DAYS" -> new Literal.Span(today.plusDays(1), today.plusDays(n + 1L));
            case "N_DAYS_AGO" -> new Literal.Span(today.minusDays(n), today.minusDays(n - 1L));
            case "LAST_N_MONTHS" -> new Literal.Span(month.minusMonths(n), month);
            case "NEXT_N_MONTHS" -> new Literal.Span(month.plusMonths(1), month.plusMonths(n + 1L));
            case "LAST_N_YEARS" -> new Literal.Span(today.withDayOfYear(1).minusYears(n), today.withDayOfYear(1));
            default -> null;
        };
    }
}
