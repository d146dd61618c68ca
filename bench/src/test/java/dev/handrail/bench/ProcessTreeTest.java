package dev.handrail.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessTreeTest {

    @Test
    void readsTheFieldsBehindANameWithSpacesAndParentheses() {
        assertThat(ProcessTree.afterName("42 (a (b) c) S 1 42 42 0 -1 4194304"))
                .containsExactly(0L, 1L, 42L, 42L, 0L, -1L, 4194304L);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void countsTheCpuOfAChildThatHasEnded() throws IOException, InterruptedException {
        ProcessTree parent = new ProcessTree(ProcessHandle.current().pid());
        double before = parent.cpuMillis();

        Process child = new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done").start();
        child.waitFor();

        assertThat(parent.cpuMillis()).isGreaterThan(before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsTheMemoryOfALivingProcessAndNoneOfAnother() throws IOException {
        assertThat(new ProcessTree(ProcessHandle.current().pid()).residentMegabytes())
                .isBetween(10.0, 10_000.0);
        assertThat(new ProcessTree(Integer.MAX_VALUE).residentMegabytes()).isZero();
    }
}
