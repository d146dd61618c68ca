package dev.handrail.safety;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds numbers and secrets that must not be copied into a CRM or a log, wherever they stand in a text. */
public final class PersonalData {

    public enum Kind {
        CARD("a payment card number (personal data)"),
        SOCIAL_SECURITY_NUMBER("a US social security number (personal data)"),
        BANK_ACCOUNT("an IBAN (personal data)"),
        SECRET("an access key, token or private key (secret)");

        private final String what;

        Kind(String what) {
            this.what = what;
        }

        String violation(String path) {
            return "%s contains %s; remove it before you send".formatted(path, what);
        }
    }

    /**
     * @param start index of the first character
     * @param end index after the last character
     */
    public record Finding(Kind kind, int start, int end) {}

    /** A social security number; everything else that is looked for has more characters. */
    private static final int SHORTEST = 9;

    /** {@code xoxb-} and ten characters, or an IBAN of Norway. */
    private static final int SHORTEST_SECRET_OR_IBAN = 15;

    /** The word, a space and twenty characters. */
    private static final int SHORTEST_BEARER = 27;

    private static final Pattern NINE_DIGITS = Pattern.compile("[0-9][^0-9]{0,3}".repeat(9));

    /** Unbroken, or in the groups that are printed on cards. */
    private static final Pattern CARD = Pattern.compile("(?<![\\p{L}\\p{N}+./_])(?:[0-9]{13,19}"
            + "|[0-9]{4}([ -])[0-9]{4}\\1[0-9]{4}\\1[0-9]{4}(?:\\1[0-9]{3})?"
            + "|[0-9]{4}([ -])[0-9]{6}\\2[0-9]{4,5})(?![\\p{L}\\p{N}_]|[.,][0-9]|[ -][0-9])");

    /** Issuers by their prefixes (ISO/IEC 7812 registrations that are in use); a dot is any digit. */
    private static final Pattern ISSUED = Pattern.compile(
            "4[0-9]{15}(?:[0-9]{3})?" // Visa
                    + "|5[1-5][0-9]{14}|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}" // Mastercard
                    + "|3[47][0-9]{13}" // American Express
                    + "|3(?:0[0-5]|09|[689][0-9])[0-9]{11}" // Diners Club
                    + "|6(?:011|5[0-9]{2}|4[4-9][0-9])[0-9]{12}(?:[0-9]{3})?" // Discover
                    + "|35(?:2[89]|[3-8][0-9])[0-9]{12}" // JCB
                    + "|62[0-9]{14,17}"); // UnionPay

    /** Thirteen digits are a Visa card of old, but far more often a phone number or a bar code. */
    private static final Pattern OLD_VISA = Pattern.compile("4[0-9]{12}");

    private static final Pattern CARD_WORD = Pattern.compile("\\b(?:card|visa|credit|debit|pan)\\b");

    private static final String SSN_AREA = "(?!000|666|9)[0-9]{3}";
    private static final Pattern SSN = Pattern.compile(
            "(?<![\\p{L}\\p{N}+./_-])" + SSN_AREA + "-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![\\p{L}\\p{N}_]|-[0-9])");
    private static final Pattern NAMED_SSN =
            Pattern.compile("(?i:\\bssn|\\bsocial security(?: number| no\\.?)?)[^0-9\\p{L}]{0,5}(?:is )?(" + SSN_AREA
                    + " ?(?!00)[0-9]{2} ?(?!0000)[0-9]{4})(?![0-9])");

    private static final Pattern IBAN_START = Pattern.compile("(?<![\\p{L}\\p{N}])[A-Z]{2}[0-9]{2}(?=[ -]?[A-Z0-9])");

    /** Lengths from the IBAN registry of SWIFT. */
    private static final Map<String, Integer> IBAN_LENGTHS =
            ibanLengths("NO15 BE16 DK18 FI18 FO18 GL18 NL18 MK19 SI19 AT20 BA20"
                    + " EE20 KZ20 LT20 LU20 XK20 CH21 HR21 LI21 LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23"
                    + " IQ23 OM23 SO23 TL23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26 BI27 DJ27"
                    + " FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 BY28 CY28 DO28 GT28 HU28 LB28 NI28 PL28 SV28 BR29 EG29 PS29 QA29 UA29"
                    + " JO30 KW30 MU30 YE30 MT31 SC32 LC32 RU33 MN20 SD18 FK18 HN28");

    private static final Pattern SECRET = Pattern.compile("(?<![A-Za-z0-9])(?:(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])"
            + "|eyJ[A-Za-z0-9_-]{8,4000}\\.eyJ[A-Za-z0-9_-]{8,4000}\\.[A-Za-z0-9_-]{0,4000}"
            + "|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}|xox[abeoprs]-[A-Za-z0-9-]{10,255}"
            + "|[rs]k_live_[A-Za-z0-9]{10,255}|AIza[A-Za-z0-9_-]{35}"
            + "|(?i:bearer)\\s{1,5}(?=[A-Za-z._~+/-]{0,200}[0-9])[A-Za-z0-9._~+/-]{20,4000}={0,2})"
            + "|-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----");

    /** One of them is in every secret but a bearer token; looking for them is cheap. */
    private static final List<String> MARKS_OF_SECRETS = List.of(
            "AKIA",
            "ASIA",
            "eyJ",
            "_pat_",
            "xox",
            "k_live_",
            "AIza",
            "PRIVATE KEY",
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_");

    private static final Pattern BEARER = Pattern.compile("(?i)bearer\\s");

    private static final Pattern PEM_END = Pattern.compile("-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----");

    private PersonalData() {}

    /** In the order they stand in the text; none overlaps another. */
    public static List<Finding> find(String text) {
        if (text.length() < SHORTEST) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        int digits = digitsIn(text);
        if (digits >= 9 && NINE_DIGITS.matcher(text).find()) {
            cards(text, findings);
            socialSecurityNumbers(text, findings);
        }
        if (text.length() >= SHORTEST_SECRET_OR_IBAN) {
            secrets(text, findings);
            if (digits >= 2) {
                bankAccounts(text, findings);
            }
        }
        if (findings.isEmpty()) {
            return List.of();
        }
        findings.sort(Comparator.comparingInt(Finding::start).thenComparing(Finding::end, Comparator.reverseOrder()));
        return withoutOverlaps(findings);
    }

    private static void secrets(String text, List<Finding> findings) {
        if (!mayHoldSecret(text)) {
            return;
        }
        Matcher matcher = SECRET.matcher(text);
        int from = 0;
        while (from <= text.length() && matcher.find(from)) {
            int end = matcher.end();
            if (text.charAt(matcher.start()) == '-') {
                Matcher pem = PEM_END.matcher(text);
                end = pem.find(end) ? pem.end() : text.length();
            }
            findings.add(new Finding(Kind.SECRET, matcher.start(), end));
            from = end;
        }
    }

    private static boolean mayHoldSecret(String text) {
        for (String mark : MARKS_OF_SECRETS) {
            if (text.contains(mark)) {
                return true;
            }
        }
        return text.length() >= SHORTEST_BEARER && BEARER.matcher(text).find();
    }

    private static int digitsIn(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
        }
        return digits;
    }

    private static void cards(String text, List<Finding> findings) {
        boolean spokenOf = CARD_WORD.matcher(text.toLowerCase(Locale.ROOT)).find();
        CARD.matcher(text)
                .results()
                .filter(match -> isCard(digits(match.group()), spokenOf))
                .forEach(match -> findings.add(new Finding(Kind.CARD, match.start(), match.end())));
    }

    private static boolean isCard(String digits, boolean spokenOf) {
        boolean issued = ISSUED.matcher(digits).matches()
                || spokenOf && OLD_VISA.matcher(digits).matches();
        return issued && passesLuhn(digits);
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    private static void socialSecurityNumbers(String text, List<Finding> findings) {
        SSN.matcher(text)
                .results()
                .forEach(match -> findings.add(new Finding(Kind.SOCIAL_SECURITY_NUMBER, match.start(), match.end())));
        NAMED_SSN
                .matcher(text)
                .results()
                .forEach(match -> findings.add(new Finding(Kind.SOCIAL_SECURITY_NUMBER, match.start(1), match.end(1))));
    }

    private static void bankAccounts(String text, List<Finding> findings) {
        IBAN_START.matcher(text).results().map(MatchResult::start).forEach(start -> {
            int end = ibanEnd(text, start);
            if (end > start) {
                findings.add(new Finding(Kind.BANK_ACCOUNT, start, end));
            }
        });
    }

    /** Where a valid IBAN that starts here ends, or -1. */
    private static int ibanEnd(String text, int start) {
        int length = IBAN_LENGTHS.getOrDefault(text.substring(start, start + 2), 0);
        StringBuilder iban = new StringBuilder(length);
        int at = start;
        while (at < text.length() && iban.length() < length) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z') {
                iban.append(c);
            } else if (c != ' ' && c != '-' || text.charAt(at - 1) == c) {
                return -1;
            }
            at++;
        }
        boolean whole = iban.length() == length && length > 0;
        boolean endsHere = at == text.length() || !Character.isLetterOrDigit(text.charAt(at));
        return whole && endsHere && hasIbanChecksum(iban) ? at : -1;
    }

    private static boolean hasIbanChecksum(CharSequence iban) {
        StringBuilder number = new StringBuilder();
        for (int i = 0; i < iban.length(); i++) {
            number.append(Character.digit(iban.charAt((i + 4) % iban.length()), 36));
        }
        return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    private static List<Finding> withoutOverlaps(List<Finding> sorted) {
        List<Finding> apart = new ArrayList<>();
        int end = 0;
        for (Finding finding : sorted) {
            if (finding.start() >= end) {
                apart.add(finding);
                end = finding.end();
            }
        }
        return List.copyOf(apart);
    }

    private static String digits(String number) {
        return number.replaceAll("[^0-9]", "");
    }

    private static Map<String, Integer> ibanLengths(String countries) {
        return java.util.Arrays.stream(countries.split(" "))
                .collect(java.util.stream.Collectors.toUnmodifiableMap(
                        country -> country.substring(0, 2), country -> Integer.valueOf(country.substring(2))));
    }
}
