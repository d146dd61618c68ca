package dev.handrail.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of {@code hr_<id>_<secret>}: 12 and 43 characters of base 62, about 71 and 256 bits. */
record PresentedKey(String id, String secret) {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern FORMAT = Pattern.compile("hr_([0-9A-Za-z]{12})_([0-9A-Za-z]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    static PresentedKey random() {
        return new PresentedKey(random(12), random(43));
    }

    static Optional<PresentedKey> parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        return matcher.matches() ? Optional.of(new PresentedKey(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** A fast hash is right here: 256 random bits cannot be guessed, however fast each guess is checked. */
    byte[] secretHash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    String text() {
        return "hr_%s_%s".formatted(id, secret);
    }

    @Override
    public String toString() {
        return "PresentedKey[id=%s]".formatted(id);
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder(length);
        RANDOM.ints(length, 0, BASE62.length()).forEach(index -> text.append(BASE62.charAt(index)));
        return text.toString();
    }
}
