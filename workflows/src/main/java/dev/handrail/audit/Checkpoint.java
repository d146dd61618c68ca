package dev.handrail.audit;

import java.util.regex.Pattern;

/**
 * How far a tenant's chain had come at some moment. Kept outside the database, it proves later that the rows up to it
 * are still there and unchanged.
 *
 * @param seq number of rows, and of the last one
 * @param hash of the last row: SHA-256, 64 characters of lower-case hex
 */
public record Checkpoint(long seq, String hash) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Before the first row. */
    public static final Checkpoint START = new Checkpoint(0, "0".repeat(64));

    public Checkpoint {
        if (seq < 0 || !HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException(
                    "A checkpoint is a row number and its hash, such as 42:9f86d081…; copy it whole");
        }
    }

    /**
     * Reads {@link #toString()}.
     *
     * @throws IllegalArgumentException when it is no checkpoint
     */
    public static Checkpoint parse(String text) {
        String[] parts = text.strip().split(":", 2);
        if (parts.length != 2 || !parts[0].matches("\\d{1,18}")) {
            throw new IllegalArgumentException(
                    "A checkpoint is a row number and its hash, such as 42:9f86d081…; copy it whole");
        }
        return new Checkpoint(Long.parseLong(parts[0]), parts[1]);
    }

    /** Number and hash with a colon between. */
    @Override
    public String toString() {
        return seq + ":" + hash;
    }
}
