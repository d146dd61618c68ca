package dev.handrail.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.handrail.audit.Verification.Flaw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AuditChainTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<String> lines = chain("acme", 6);

    @Test
    void anUntouchedExportIsIntact() {
        Verification verification = AuditChain.verify(lines.iterator(), null);

        assertThat(verification.intact()).isTrue();
        assertThat(verification.proven()).isEqualTo(checkpoint(6));
    }

    @Test
    void anExportWithoutRowsIsIntact() {
        assertThat(AuditChain.verify(List.of("", " ").iterator(), null))
                .isEqualTo(new Verification(Checkpoint.START, null));
    }

    @Test
    void theHashIsTheOneThatIsDocumented() {
        AuditRow row = row("acme", "fixed", null);

        // Computed with Python's hashlib from the words of AuditChain's documentation.
        assertThat(AuditChain.link(Checkpoint.START.hash(), 1, AuditChain.contentHash(row)))
                .isEqualTo("b242b343cdade07af5dc73e9286df4e0944913c6180b5c651427fc273e978405");
    }

    @TestFactory
    Stream<DynamicTest> noticesAChangeOfAnyFieldOfAnyRow() {
        return LongStream.rangeClosed(1, lines.size()).boxed().flatMap(seq -> {
            ObjectNode row = (ObjectNode) JSON.readTree(lines.get((int) (seq - 1)));
            return row.propertyNames().stream()
                    .flatMap(field -> changesOf(row.get(field)).stream()
                            .map(value ->
                                    DynamicTest.dynamicTest("row %d: %s = %s".formatted(seq, field, value), () -> {
                                        ObjectNode changed = row.deepCopy();
                                        if (value.isMissingNode()) {
                                            changed.remove(field);
                                        } else {
                                            changed.set(field, value);
                                        }
                                        assertThat(broken(replaced(seq, changed.toString())))
                                                .extracting(Verification.Problem::line)
                                                .isEqualTo(seq);
                                    })));
        });
    }

    @Test
    void aFieldThatWasPutInIsNoticed() {
        String withCallId = lines.get(2).replaceFirst("\"status\"", "\"callId\":\"c\",\"status\"");
        String withUnknown = lines.get(2).replaceFirst("\"status\"", "\"note\":\"c\",\"status\"");
        String withTwoStatuses = lines.get(2).replaceFirst("\"status\"", "\"status\":\"DENIED\",\"status\"");

        assertThat(broken(replaced(3, withCallId)).flaw()).isEqualTo(Flaw.ALTERED);
        assertThat(broken(replaced(3, withUnknown)).flaw()).isEqualTo(Flaw.UNREADABLE);
        assertThat(broken(replaced(3, withTwoStatuses)).flaw()).isEqualTo(Flaw.UNREADABLE);
    }

    @Test
    void aTextMovedToTheNextFieldIsNoticed() {
        AuditRow first = row("acme", "ab", null);
        AuditRow second = new AuditRow(
                "acme",
                0,
                first.at(),
                "person",
                "a",
                "bSUCCEEDED",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "{}",
                null,
                null,
                first.prevHash(),
                "");

        assertThat(AuditChain.contentHash(first)).isNotEqualTo(AuditChain.contentHash(second));
    }

    @Test
    void aMissingRowIsNamed() {
        List<String> without = new ArrayList<>(lines);
        without.remove(3);

        assertThat(broken(without)).isEqualTo(new Verification.Problem(Flaw.MISSING, 4, 4));
        assertThat(broken(lines.subList(1, 6))).isEqualTo(new Verification.Problem(Flaw.MISSING, 1, 1));
    }

    @Test
    void swappedLinesAreNoticed() {
        List<String> swapped = new ArrayList<>(lines);
        swapped.set(1, lines.get(2));
        swapped.set(2, lines.get(1));

        assertThat(broken(swapped)).isEqualTo(new Verification.Problem(Flaw.MISSING, 2, 2));
    }

    @Test
    void aRepeatedRowIsNoticed() {
        List<String> repeated = new ArrayList<>(lines);
        repeated.add(3, lines.get(2));

        assertThat(broken(repeated)).isEqualTo(new Verification.Problem(Flaw.OUT_OF_ORDER, 3, 4));
    }

    @Test
    void aRowReplacedByAnotherWithAHashOfItsOwnIsNoticedAtTheNextRow() {
        AuditRow third = AuditRow.fromJson(lines.get(2));
        AuditRow forged = row("acme", "forged", null);
        String hash = AuditChain.link(third.prevHash(), 3, AuditChain.contentHash(forged));

        assertThat(broken(replaced(3, forged.linked(3, third.prevHash(), hash).toJson())))
                .isEqualTo(new Verification.Problem(Flaw.UNLINKED, 4, 4));
    }

    @Test
    void anotherTenantsRowIsNoticed() {
        List<String> mixed = new ArrayList<>(lines);
        mixed.add(chain("other", 7).getLast());

        assertThat(broken(mixed)).isEqualTo(new Verification.Problem(Flaw.OTHER_TENANT, 7, 7));
    }

    @Test
    void rowsCutOffTheEndAreNoticedWithACheckpoint() {
        Iterator<String> cut = lines.subList(0, 4).iterator();

        assertThat(AuditChain.verify(cut, checkpoint(6)).problem())
                .isEqualTo(new Verification.Problem(Flaw.TRUNCATED, 5, 5));
        assertThat(AuditChain.verify(List.<String>of().iterator(), checkpoint(6))
                        .problem())
                .isEqualTo(new Verification.Problem(Flaw.TRUNCATED, 1, 1));
    }

    @Test
    void rowsWrittenSinceTheCheckpointAreFine() {
        assertThat(AuditChain.verify(lines.iterator(), checkpoint(4)).intact()).isTrue();
    }

    @Test
    void aChainWrittenAnewIsNoticedWithACheckpoint() {
        List<String> anew = chain("acme", 3);
        anew.set(2, "");
        AuditRow second = AuditRow.fromJson(anew.get(1));
        AuditRow forged = row("acme", "forged", null);
        String hash = AuditChain.link(second.hash(), 3, AuditChain.contentHash(forged));
        anew.set(2, forged.linked(3, second.hash(), hash).toJson());

        assertThat(AuditChain.verify(anew.iterator(), null).intact()).isTrue();
        assertThat(AuditChain.verify(anew.iterator(), checkpoint(3)))
                .isEqualTo(Verification.broken(Checkpoint.START, Flaw.REWRITTEN, 3, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "{", "row", "{} {}", "\u0000", "\"\\ud800\""})
    void aLineThatIsNoRowIsNamedAndNotQuoted(String line) {
        Verification.Problem problem = broken(replaced(2, line));

        assertThat(problem).isEqualTo(new Verification.Problem(Flaw.UNREADABLE, 2, 2));
        assertThat(problem.message()).isEqualTo("line 2 is not a row of an export, where row 2 should be");
    }

    @Test
    void textThatTwoSpellingsWouldHashAlikeIsRefused() {
        AuditRow question = row("acme", "?", null);
        String hash = AuditChain.link(Checkpoint.START.hash(), 1, AuditChain.contentHash(question));
        String line = question.linked(1, Checkpoint.START.hash(), hash).toJson();

        assertThat(broken(List.of(line.replace("\"?\"", "\"\\ud800\""))).flaw()).isEqualTo(Flaw.UNREADABLE);
        assertThat(broken(List.of(line.replace(".000001Z", ".000001002Z"))).flaw())
                .isEqualTo(Flaw.UNREADABLE);
    }

    @Test
    void aCheckpointIsReadBack() {
        assertThat(Checkpoint.parse(" %s\n".formatted(checkpoint(6)))).isEqualTo(checkpoint(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6", ":", "6:", "-1:0", "x:0", "6:ABC", "99999999999999999999:00"})
    void aBrokenCheckpointIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.parse(text))
                .withMessageContaining("copy it whole");
    }

    private List<String> replaced(long seq, String line) {
        List<String> changed = new ArrayList<>(lines);
        changed.set((int) (seq - 1), line);
        return changed;
    }

    private static Verification.Problem broken(List<String> lines) {
        Verification.Problem problem = AuditChain.verify(lines.iterator(), null).problem();
        assertThat(problem).isNotNull();
        return problem;
    }

    private Checkpoint checkpoint(int seq) {
        return new Checkpoint(seq, AuditRow.fromJson(lines.get(seq - 1)).hash());
    }

    private static List<JsonNode> changesOf(JsonNode value) {
        var nodes = JSON.getNodeFactory();
        return value.isNumber()
                ? List.of(
                        nodes.numberNode(value.longValue() + 1),
                        nodes.numberNode(value.longValue() - 1),
                        nodes.stringNode(value.toString()),
                        nodes.missingNode())
                : List.of(
                        nodes.stringNode(value.stringValue() + " "),
                        nodes.stringNode("~" + value.stringValue()),
                        nodes.stringNode(""),
                        nodes.numberNode(1),
                        nodes.nullNode(),
                        nodes.missingNode());
    }

    private static List<String> chain(String tenant, int rows) {
        List<String> lines = new ArrayList<>();
        Checkpoint last = Checkpoint.START;
        for (int seq = 1; seq <= rows; seq++) {
            AuditRow row = row(tenant, "update_lead_fields", "L-" + seq);
            String hash = AuditChain.link(last.hash(), seq, AuditChain.contentHash(row));
            lines.add(row.linked(seq, last.hash(), hash).toJson());
            last = new Checkpoint(seq, hash);
        }
        return lines;
    }

    private static AuditRow row(String tenant, String action, String leadId) {
        return new AuditRow(
                tenant,
                0,
                Instant.parse("2026-11-20T21:33:00.000001Z"),
                "person",
                action,
                "SUCCEEDED",
                leadId == null ? null : "lead-acme-" + leadId,
                null,
                leadId,
                leadId == null ? null : "office",
                leadId == null ? null : "00Q1",
                leadId == null ? null : "d1",
                leadId == null ? null : "p1",
                "{}",
                leadId == null ? null : "{\"name\":\"Zoë 😀\"}",
                leadId == null ? null : "AQID",
                Checkpoint.START.hash(),
                "");
    }
}
