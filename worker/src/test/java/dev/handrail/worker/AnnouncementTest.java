package dev.handrail.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnnouncementTest {

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private String next() throws InterruptedException {
        return said.poll(1, TimeUnit.MINUTES);
    }

    private boolean asked() {
        said.add("asked");
        return false;
    }

    @Test
    void forgetsAnEarlierRunThenAnnouncesAndTakesItBackAtTheEnd() throws Exception {
        try (Announcement ignored = new Announcement(() -> true, () -> said.add("here"), () -> said.add("gone"))) {
            assertThat(next()).isEqualTo("gone");
            assertThat(next()).isEqualTo("here");
        }
        assertThat(said).last().isEqualTo("gone");
    }

    @Test
    void saysNothingWhileNoWorkIsTaken() throws Exception {
        try (Announcement ignored = new Announcement(this::asked, () -> said.add("here"), () -> {})) {
            assertThat(next()).isEqualTo("asked");
        }
        assertThat(said).doesNotContain("here");
    }

    @Test
    void goesOnWhenTheDatabaseIsAway() throws Exception {
        Runnable away = () -> {
            said.add("tried");
            throw new IllegalStateException("away");
        };
        try (Announcement ignored = new Announcement(() -> true, away, away)) {
            assertThat(List.of(next(), next(), next())).containsOnly("tried");
        }
    }
}
