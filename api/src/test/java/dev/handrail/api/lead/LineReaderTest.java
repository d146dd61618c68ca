package dev.handrail.api.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    private static List<String> read(String text, int longest) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), longest);
        List<String> lines = new ArrayList<>();
        for (Optional<LineReader.Line> line = reader.next(); line.isPresent(); line = reader.next()) {
            lines.add(line.get().number() + ":"
                    + (line.get().tooLong() ? "too long" : new String(line.get().bytes(), StandardCharsets.UTF_8)));
        }
        return lines;
    }

    @Test
    void numbersLinesFromOne() throws IOException {
        assertThat(read("a\n\nb", 10)).containsExactly("1:a", "2:", "3:b");
    }

    @Test
    void needsNoNewlineAtTheEndAndInventsNoLine() throws IOException {
        assertThat(read("a\n", 10)).containsExactly("1:a");
        assertThat(read("", 10)).isEmpty();
    }

    @Test
    void skipsALineThatIsTooLongAndGoesOn() throws IOException {
        assertThat(read("x".repeat(200_000) + "\nb\n" + "y".repeat(11), 10))
                .containsExactly("1:too long", "2:b", "3:too long");
    }

    @Test
    void readsLinesAcrossItsBuffer() throws IOException {
        String line = "z".repeat(100_000);
        assertThat(read(line + "\n" + line, 100_000)).containsExactly("1:" + line, "2:" + line);
    }

    @Test
    void takesALineOfSpacesForBlank() throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(" \t\r\n".getBytes(StandardCharsets.UTF_8)), 10);
        assertThat(reader.next().orElseThrow().isBlank()).isTrue();
    }
}
