package dev.handrail.audit;

import dev.handrail.audit.Verification.Flaw;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Links the rows of a tenant, and proves an export unchanged without the database.
 *
 * <p>The hash of a row is SHA-256 over 72 bytes: the hash of the row before (32), its number (8, big-endian) and the
 * hash of its content (32). The content is hashed as {@code handrail audit 1} and a line feed, then for each field that
 * is not null, in the order of {@link AuditRow}: length of the name, name, length of the value, value; lengths are
 * 4 bytes, big-endian, and count bytes of UTF-8. {@code at} is written with six decimals and a Z. Fields that a later
 * version adds are null in older rows, so that their hashes stay.
 */
public final class AuditChain {

    private static final byte[] PREFIX = "handrail audit 1\n".getBytes(StandardCharsets.UTF_8);

    private AuditChain() {}

    /**
     * SHA-256 of what the row says, without its place in the chain.
     *
     * @throws IllegalArgumentException when a text is not valid Unicode, which another text could stand in for
     */
    public static byte[] contentHash(AuditRow row) {
        MessageDigest sha256 = sha256();
        sha256.update(PREFIX);
        for (Map.Entry<String, String> field : row.content().entrySet()) {
            update(sha256, field.getKey());
            update(sha256, field.getValue());
        }
        return sha256.digest();
    }

    /** The hash of the row with this number and content after the row with {@code prevHash}; lower-case hex. */
    public static String link(String prevHash, long seq, byte[] contentHash) {
        MessageDigest sha256 = sha256();
        sha256.update(HexFormat.of().parseHex(prevHash));
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seq));
        return HexFormat.of().formatHex(sha256.digest(contentHash));
    }

    /**
     * Reads a whole export of one tenant, from its first row, and stops at the first flaw.
     *
     * @param lines one row each; blank lines are passed over. For a reader: {@code reader.lines().iterator()}
     * @param checkpoint a row that must be there with this hash; without one, rows cut off the end go unnoticed
     */
    public static Verification verify(Iterator<String> lines, @Nullable Checkpoint checkpoint) {
        Checkpoint last = Checkpoint.START;
        @Nullable String tenant = null;
        long number = 0;
        while (lines.hasNext()) {
            String line = lines.next();
            number++;
            if (line.isBlank()) {
                continue;
            }
            AuditRow row;
            byte[] content;
            try {
                row = AuditRow.fromJson(line);
                content = contentHash(row);
            } catch (IllegalArgumentException e) {
                return Verification.broken(last, Flaw.UNREADABLE, last.seq() + 1, number);
            }
            tenant = tenant == null ? row.tenant() : tenant;
            Flaw flaw = flaw(row, content, last, tenant);
            if (flaw != null) {
                long seq = flaw == Flaw.MISSING ? last.seq() + 1 : row.seq();
                return Verification.broken(last, flaw, seq, number);
            }
            last = new Checkpoint(row.seq(), row.hash());
            if (checkpoint != null && checkpoint.seq() == last.seq() && !checkpoint.equals(last)) {
                return Verification.broken(Checkpoint.START, Flaw.REWRITTEN, last.seq(), number);
            }
        }
        return checkpoint != null && checkpoint.seq() > last.seq()
                ? Verification.broken(last, Flaw.TRUNCATED, last.seq() + 1, number + 1)
                : new Verification(last, null);
    }

    private static @Nullable Flaw flaw(AuditRow row, byte[] content, Checkpoint last, String tenant) {
        if (!row.tenant().equals(tenant)) {
            return Flaw.OTHER_TENANT;
        }
        if (row.seq() > last.seq() + 1) {
            return Flaw.MISSING;
        }
        if (row.seq() <= last.seq()) {
            return Flaw.OUT_OF_ORDER;
        }
        if (row.hash().equals(link(last.hash(), row.seq(), content))) {
            return row.prevHash().equals(last.hash()) ? null : Flaw.UNLINKED;
        }
        return consistent(row, content) ? Flaw.UNLINKED : Flaw.ALTERED;
    }

    private static boolean consistent(AuditRow row, byte[] content) {
        return row.prevHash().matches("[0-9a-f]{64}") && row.hash().equals(link(row.prevHash(), row.seq(), content));
    }

    private static void update(MessageDigest sha256, String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.remaining()));
            sha256.update(bytes);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The text has half a surrogate pair", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
