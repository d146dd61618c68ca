package dev.handrail.codec;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/**
 * Sets of AES-256-GCM keys in Tink's JSON. The primary key encrypts, every key decrypts. To rotate: {@link #withNewKey}
 * and give the set to every process, then {@link #withNewestAsPrimary} and give it again.
 */
public final class Keysets {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink does not start on this Java", e);
        }
    }

    private Keysets() {}

    /** A new set of one key. */
    public static KeysetHandle generate() {
        return build(KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()
                        .makePrimary()));
    }

    /** The set and one more key, which decrypts but does not encrypt yet. */
    public static KeysetHandle withNewKey(KeysetHandle keyset) {
        return build(KeysetHandle.newBuilder(keyset)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()));
    }

    /** The set with the key that was added last encrypting from now on. */
    public static KeysetHandle withNewestAsPrimary(KeysetHandle keyset) {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
        builder.getAt(builder.size() - 1).makePrimary();
        return build(builder);
    }

    /** The set as JSON; as secret as the keys. */
    public static String toJson(KeysetHandle keyset) {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keyset cannot be written", e);
        }
    }

    /** @throws IllegalArgumentException when it is no keyset; the message quotes nothing of it */
    public static KeysetHandle parse(String json) {
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "The keyset is not one of Tink's in JSON; make one with `tinkey create-keyset --key-template AES256_GCM`");
        }
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when others than its owner and group may read it, or it is no keyset
     */
    public static KeysetHandle load(Path file) throws IOException {
        if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            throw new IllegalArgumentException(
                    "Everybody on this machine may read the keyset %s; make it private with chmod 600 and rotate it"
                            .formatted(file.getFileName()));
        }
        return parse(Files.readString(file));
    }

    /** Reads a file, after making it, for its owner only, when it is not there. Of two at once, both get the same set. */
    public static KeysetHandle loadOrGenerate(Path file) throws IOException {
        try {
            return load(file);
        } catch (NoSuchFileException absent) {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
            Path complete = Files.createTempFile(directory, "keyset", null, OWNER_ONLY);
            try {
                Files.writeString(complete, toJson(generate()));
                Files.createLink(file, complete);
            } catch (FileAlreadyExistsException other) {
                return load(file);
            } finally {
                Files.delete(complete);
            }
            return load(file);
        }
    }

    /** What encrypts and decrypts with the set. */
    public static Aead aead(KeysetHandle keyset) {
        try {
            return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The keyset holds keys of another kind than AEAD", e);
        }
    }

    private static KeysetHandle build(KeysetHandle.Builder builder) {
        try {
            return builder.build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keyset cannot be made", e);
        }
    }
}
