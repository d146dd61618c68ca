package dev.handrail.extraction;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;

/** Numbers that libphonenumber knows as valid in their country. An extension belongs to the words, not to the value. */
final class Phones implements Rule {

    private static final double WITH_COUNTRY = 0.98;
    private static final double IN_REGION = 0.93;

    /** Shorter ones are mostly postal codes and counts. */
    private static final int FEWEST_DIGITS = 7;

    private static final long MOST_TRIES = 1000;

    @Override
    public void read(Reading reading) {
        Iterable<PhoneNumberMatch> matches =
                PhoneNumberUtil.getInstance().findNumbers(reading.text(), reading.region(), Leniency.VALID, MOST_TRIES);
        for (PhoneNumberMatch match : matches) {
            String words = match.rawString();
            if (Values.digits(words).length() >= FEWEST_DIGITS
                    && !Dates.isDate(words)
                    && reading.isFree(match.start(), match.end())) {
                reading.found(
                        Field.PHONE,
                        Values.e164(match.number()),
                        new Span(match.start(), match.end()),
                        words.startsWith("+") ? WITH_COUNTRY : IN_REGION);
            }
        }
    }
}
