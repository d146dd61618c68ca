package dev.handrail.extraction;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** From the words of notes to the value of a field. */
final class Values {

    private static final int LONGEST = 200;
    private static final int MOST_WORDS_OF_A_NAME = 7;

    /** What two ways to write a number always share: an area code or a country code may be left out. */
    private static final int DIGITS_OF_A_SUBSCRIBER = 6;

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    private final String region;

    /** @param region where a phone number without a country code is, as in ISO 3166: {@code US} */
    Values(String region) {
        if (!PHONES.getSupportedRegions().contains(region)) {
            throw new IllegalArgumentException(
                    "\"%s\" is no region of phone numbers; use one like US, GB or DE".formatted(region));
        }
        this.region = region;
    }

    String region() {
        return region;
    }

    /** Empty when such words can be no value of the field. */
    Optional<String> value(Field field, String words) {
        String plain = words.strip().replaceAll("\\s+", " ");
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return Optional.empty();
        }
        return switch (field) {
            case PHONE -> phone(plain);
            case EMAIL -> Emails.isAddress(plain) ? Optional.of(plain.toLowerCase(Locale.ROOT)) : Optional.empty();
            case STATE -> Vocabulary.get().state(plain);
            case NAME -> Optional.of(inCapitals(plain)).filter(Values::isName);
            case CITY -> Optional.of(inCapitals(plain)).filter(city -> !hasDigit(city));
            case STREET, POSTAL_CODE, BUDGET -> Optional.of(plain).filter(Values::hasDigit);
            case PROPERTY, COMPANY, SERVICE, DATE -> Optional.of(plain);
        };
    }

    static String e164(PhoneNumber number) {
        return PHONES.format(number, PhoneNumberFormat.E164);
    }

    /** Whether the value says what the words say: the same letters and digits, or their normal form. */
    static boolean restsOn(Field field, String value, String words) {
        return switch (field) {
            case PHONE -> {
                String digits = digits(value);
                yield value.startsWith("+")
                        && digits(words)
                                .contains(digits.substring(Math.max(0, digits.length() - DIGITS_OF_A_SUBSCRIBER)));
            }
            case STATE -> Vocabulary.get().state(words).equals(Optional.of(value));
            default -> {
                String said = lettersAndDigits(words);
                yield !said.isEmpty() && lettersAndDigits(value).equals(said);
            }
        };
    }

    private Optional<String> phone(String words) {
        try {
            PhoneNumber number = PHONES.parse(words, region);
            return PHONES.isValidNumber(number) ? Optional.of(e164(number)) : Optional.empty();
        } catch (NumberParseException noNumber) {
            return Optional.empty();
        }
    }

    private static boolean isName(String words) {
        return !hasDigit(words) && words.split(" ").length <= MOST_WORDS_OF_A_NAME;
    }

    /** Words that are all in small letters get capitals; others are left as they are. */
    private static String inCapitals(String words) {
        if (!words.equals(words.toLowerCase(Locale.ROOT))) {
            return words;
        }
        return Arrays.stream(words.split(" "))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining(" "));
    }

    private static boolean hasDigit(String words) {
        return words.chars().anyMatch(Character::isDigit);
    }

    static String digits(String text) {
        return text.chars()
                .map(c -> Character.digit(c, 10))
                .filter(digit -> digit >= 0)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining());
    }

    private static String lettersAndDigits(String text) {
        StringBuilder kept = new StringBuilder();
        text.chars()
                .filter(Character::isLetterOrDigit)
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .forEach(c -> kept.append((char) c));
        return kept.toString();
    }
}
