package dev.handrail.cli;

import dev.handrail.audit.AuditChain;
import dev.handrail.audit.Checkpoint;
import dev.handrail.audit.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports the audit and proves that an export is unchanged. */
@Command(name = "audit")
final class AuditCommand {

    private static final String EXPORT = "/api/audit/export";

    private final Map<String, String> environment;
    private final PrintWriter out;

    AuditCommand(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    /** Proves a file, or the export of the running instance. */
    @Command(name = "verify")
    int verify(
            @Parameters(arity = "0..1", paramLabel = "FILE") @Nullable Path file,
            @Option(names = "--checkpoint") @Nullable String checkpoint) {
        Verification verification;
        try (Stream<String> rows = rows(file)) {
            verification = AuditChain.verify(rows.iterator(), checkpoint == null ? null : Checkpoint.parse(checkpoint));
        } catch (IOException e) {
            throw new Failure("Cannot read " + file, e);
        } catch (UncheckedIOException e) {
            throw new Failure("The export broke off; try again", e);
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
        Verification.Problem problem = verification.problem();
        if (problem == null) {
            out.printf("The audit is intact: %s.%n", count(verification.proven()));
            out.printf(
                    "Keep this to prove later that none of them was cut off: --checkpoint %s%n", verification.proven());
            return 0;
        }
        out.printf("The audit is NOT intact: %s.%n", problem.message());
        out.println(
                verification.proven().seq() == 0
                        ? "It proves nothing about any row."
                        : "What stands before that is as it was written: %s.".formatted(count(verification.proven())));
        return 1;
    }

    private static String count(Checkpoint proven) {
        return proven.seq() == 1 ? "1 row" : proven.seq() + " rows";
    }

    /** Writes the export to standard output. */
    @Command(name = "export")
    int export() {
        try (Stream<String> rows = rows(null)) {
            rows.forEach(out::println);
        } catch (IOException | UncheckedIOException e) {
            throw new Failure("The export broke off; try again", e);
        }
        return 0;
    }

    private Stream<String> rows(@Nullable Path file) throws IOException {
        return file == null ? new Api(Target.find(environment)).lines(EXPORT) : Files.lines(file);
    }
}
