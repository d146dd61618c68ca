package dev.handrail.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of Postgres, unpacked from the archive that the build took along.
 *
 * @param folder with {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path folder) {

    private static final int EXECUTABLE = 0100;

    /** Unpacks them below this folder, unless they are there. */
    static PostgresBinaries unpack(Path below) throws IOException {
        URL archive = archive();
        long size = archive.openConnection().getContentLengthLong();
        Path folder = below.resolve("postgres-" + size);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(below);
            Path draft = Files.createTempDirectory(below, "unpacking-");
            try (InputStream content = archive.openStream()) {
                unpack(content, draft);
                Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                delete(draft);
            }
        }
        return new PostgresBinaries(folder);
    }

    /** The command that runs this program; Postgres refuses to be root, so root runs it as nobody. */
    List<String> command(String program, List<String> arguments) {
        List<String> words = "root".equals(System.getProperty("user.name")) && onLinux()
                ? List.of("unshare", "-U", executable(program))
                : List.of(executable(program));
        return Stream.concat(words.stream(), arguments.stream()).toList();
    }

    private String executable(String program) {
        return folder.resolve("bin").resolve(program).toString();
    }

    private static URL archive() {
        String architecture = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            case String other -> other;
        };
        String suffix = Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
        String name = "postgres-%s-%s%s.txz".formatted(onLinux() ? "linux" : "darwin", architecture, suffix);
        URL archive = PostgresBinaries.class.getClassLoader().getResource(name);
        if (archive == null) {
            throw new IllegalStateException(
                    "There is no embedded Postgres for this machine (%s); run one of your own and set HANDRAIL_DATABASE_URL, HANDRAIL_DATABASE_USER and HANDRAIL_DATABASE_PASSWORD"
                            .formatted(name));
        }
        return archive;
    }

    private static boolean onLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    }

    private static void unpack(InputStream content, Path target) throws IOException {
        try (TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(content))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("The Postgres archive reaches outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(entries, file);
                    if ((entry.getMode() & EXECUTABLE) != 0) {
                        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> content = Files.walk(folder)) {
            content.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
