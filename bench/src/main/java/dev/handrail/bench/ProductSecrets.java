package dev.handrail.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;

/** What an administrator of the product prepares: the set of encryption keys, and the pipeline's API key. */
final class ProductSecrets {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private ProductSecrets() {}

    /**
     * A Tink keyset with one AES-256-GCM key, readable by its owner only.
     *
     * @see <a href="https://github.com/tink-crypto/tink-java/blob/main/proto/aes_gcm.proto">aes_gcm.proto</a>
     */
    static Path keyset(Path file) throws IOException {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(3 << 3 | 2); // field 3, key_value, has a length and bytes
        message.write(key.length);
        message.write(key);
        String json = """
                {"primaryKeyId": 1, "key": [{"keyId": 1, "status": "ENABLED", "outputPrefixType": "TINK", "keyData": {
                  "typeUrl": "type.googleapis.com/google.crypto.tink.AesGcmKey", "keyMaterialType": "SYMMETRIC",
                  "value": "%s"}}]}
                """.formatted(Base64.getEncoder().encodeToString(message.toByteArray()));
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, json);
    }

    /** Stores a key of this role the way the product does, by its hash, and answers it. */
    static String key(String jdbcUrl, String role) throws SQLException {
        String id = random(12);
        String secret = random(43);
        try (Connection connection = DriverManager.getConnection(jdbcUrl, Postgres.USER, Postgres.USER);
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO api_key (id, tenant, name, roles, secret_hash, issued_by, issued_at)
                        VALUES (?, 'default', 'bench', ARRAY[?], ?, 'bench', now())""")) {
            insert.setString(1, id);
            insert.setString(2, role);
            insert.setBytes(3, sha256(secret));
            insert.executeUpdate();
        }
        return "hr_%s_%s".formatted(id, secret);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder(length);
        RANDOM.ints(length, 0, BASE62.length()).forEach(index -> text.append(BASE62.charAt(index)));
        return text.toString();
    }
}
