package dev.handrail.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetsTest {

    @TempDir
    Path home;

    @Test
    void aKeysetIsReadBackFromItsJson() {
        KeysetHandle keyset = Keysets.generate();

        assertThat(Keysets.parse(Keysets.toJson(keyset)).equalsKeyset(keyset)).isTrue();
    }

    @Test
    void aKeysetIsMadeOnceForItsOwnerOnly() throws IOException {
        Path file = home.resolve(".handrail/keys/temporal.json");

        KeysetHandle made = Keysets.loadOrGenerate(file);

        assertThat(Keysets.loadOrGenerate(file).equalsKeyset(made)).isTrue();
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(file.getParent())).isEqualTo("rwx------");
        assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void processesThatStartAtOnceGetTheSameKeyset() throws Exception {
        Path file = home.resolve("temporal.json");
        Callable<KeysetHandle> process = () -> Keysets.loadOrGenerate(file);

        try (var processes = Executors.newFixedThreadPool(8)) {
            List<Future<KeysetHandle>> keysets = processes.invokeAll(Collections.nCopies(8, process));
            KeysetHandle first = keysets.getFirst().get();
            for (Future<KeysetHandle> keyset : keysets) {
                assertThat(keyset.get().equalsKeyset(first)).isTrue();
            }
        }
    }

    @Test
    void aKeysetThatEverybodyMayReadIsRefused() throws IOException {
        Path file = home.resolve("temporal.json");
        Keysets.loadOrGenerate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keysets.load(file))
                .withMessageContaining("chmod 600");
    }

    @Test
    void aMissingFileIsNotMadeByLoading() {
        assertThatThrownBy(() -> Keysets.load(home.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "{}", "{\"primaryKeyId\":1,\"key\":[]}", "null", "{\"secret\":"})
    void whatIsNoKeysetIsRefusedAndNotQuoted(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keysets.parse(json))
                .withNoCause()
                .withMessageContaining("tinkey create-keyset");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
