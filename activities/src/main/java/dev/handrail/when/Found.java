package dev.handrail.when;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What stands in the slots of a phrase. */
record Found(Map<String, Object> slots) {

    boolean has(String slot) {
        return slots.containsKey(slot);
    }

    int number(String slot) {
        return (Integer) value(slot);
    }

    DayOfWeek weekday() {
        return (DayOfWeek) value("weekday");
    }

    Month month() {
        return (Month) value("month");
    }

    Unit unit() {
        return (Unit) value("unit");
    }

    Part part() {
        return (Part) value("part");
    }

    boolean isAfternoon() {
        return value("meridiem").equals("pm");
    }

    @SuppressWarnings("unchecked")
    List<Token> tokens(String slot) {
        return (List<Token>) value(slot);
    }

    private Object value(String slot) {
        return Objects.requireNonNull(slots.get(slot), slot);
    }
}
