package dev.handrail.query;

import dev.handrail.action.ActionRefused;
import dev.handrail.call.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * After which record a page begins. As text it carries a digest of itself and of the query, so that it is only taken
 * for the query that answered it; nobody gains rights by forging one, for it only says where to go on.
 *
 * @param rank of a search, else 0
 * @param at microseconds since 1970
 */
record PageCursor(int rank, long at, String id) {

    private static final int DIGEST = 12;
    private static final int FIXED = DIGEST + Integer.BYTES + Long.BYTES;

    String text(String query) {
        byte[] position = position();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(DIGEST + position.length)
                        .put(digest(query, position))
                        .put(position)
                        .array());
    }

    /** @throws ActionRefused when it is not one that this query answered */
    static PageCursor of(String text, String query) {
        byte[] bytes = bytes(text);
        if (bytes.length <= FIXED) {
            throw refused();
        }
        byte[] position = Arrays.copyOfRange(bytes, DIGEST, bytes.length);
        if (!MessageDigest.isEqual(Arrays.copyOf(bytes, DIGEST), digest(query, position))) {
            throw refused();
        }
        ByteBuffer read = ByteBuffer.wrap(position);
        return new PageCursor(
                read.getInt(),
                read.getLong(),
                StandardCharsets.US_ASCII.decode(read).toString());
    }

    private byte[] position() {
        byte[] name = id.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES + name.length)
                .putInt(rank)
                .putLong(at)
                .put(name)
                .array();
    }

    private static byte[] bytes(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            boolean asWritten = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(text);
            return asWritten ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    private static byte[] digest(String query, byte[] position) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(query.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Arrays.copyOf(digest.digest(position), DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static ActionRefused refused() {
        return new ActionRefused(
                Refusal.INVALID_ARGUMENTS,
                "cursor is not one that this query answered as next_cursor; send the same type, id, search, filters and"
                        + " include with it, or leave it out for the first page");
    }
}
