package dev.handrail.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** Amounts in minor units, such as cents, of one currency. */
public final class Money {

    private Money() {}

    /** As people write it: {@code $4,500} or {@code $4,500.50}. */
    public static String words(long minorUnits, Currency currency) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.US);
        format.setCurrency(currency);
        int digits = currency.getDefaultFractionDigits();
        BigDecimal amount = BigDecimal.valueOf(minorUnits, digits);
        format.setMaximumFractionDigits(digits);
        format.setMinimumFractionDigits(amount.stripTrailingZeros().scale() > 0 ? digits : 0);
        return format.format(amount);
    }

    /** Rounded half up, to the minor unit. */
    static long tax(long minorUnits, BigDecimal percent) {
        return BigDecimal.valueOf(minorUnits)
                .multiply(percent)
                .movePointLeft(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
