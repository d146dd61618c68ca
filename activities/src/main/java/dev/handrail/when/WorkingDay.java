package dev.handrail.when;

import java.time.LocalTime;

/**
 * When a business is open, and what it calls the parts of the day. Each is a window.
 *
 * @param open decides between 9 in the morning and 9 in the evening when just "9" is said
 */
public record WorkingDay(Hours open, Hours morning, Hours afternoon, Hours evening) {

    public static final WorkingDay USUAL =
            new WorkingDay(Hours.between(8, 20), Hours.between(8, 12), Hours.between(12, 17), Hours.between(17, 20));

    public WorkingDay {
        if (open.to() == null || morning.to() == null || afternoon.to() == null || evening.to() == null) {
            throw new IllegalArgumentException("Opening hours and parts of the day have a beginning and an end");
        }
    }

    Hours part(Part part) {
        return switch (part) {
            case MORNING -> morning;
            case AFTERNOON -> afternoon;
            case EVENING -> evening;
        };
    }

    LocalTime opens() {
        return open.from();
    }

    LocalTime closes() {
        return open.last();
    }

    /** Whether something can begin then: not at closing time. */
    boolean isOpenAt(LocalTime time) {
        return !time.isBefore(opens()) && time.isBefore(closes());
    }
}
