package dev.handrail.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.testing.Database;
import org.junit.jupiter.api.Test;

class WorkerPresenceIT {

    private final Database database = Database.shared();
    private final WorkerPresence presence = new WorkerPresence(database.jdbc());

    /** As if the database's clock had moved on. */
    private void letPass(int seconds) {
        database.ownerJdbc()
                .sql("UPDATE worker_presence SET seen = seen - make_interval(secs => ?)")
                .param(seconds)
                .update();
    }

    @Test
    void aWorkerIsThereUntilItLeaves() {
        presence.note("1@here", "leaves");
        assertThat(presence.anyone("leaves")).isTrue();
        assertThat(presence.anyone("other queue")).isFalse();

        presence.leave("1@here");
        assertThat(presence.anyone("leaves")).isFalse();
    }

    @Test
    void aWorkerThatIsKilledIsGoneAfterTenSeconds() {
        presence.note("1@here", "killed");
        letPass(8);
        assertThat(presence.anyone("killed")).isTrue();
        letPass(3);
        assertThat(presence.anyone("killed")).isFalse();

        presence.note("1@here", "killed");
        assertThat(presence.anyone("killed")).isTrue();
    }

    @Test
    void rowsOfKilledWorkersGoWithTheNextThatLeaves() {
        presence.note("1@killed", "cleaning");
        letPass(11);
        presence.note("2@here", "cleaning");
        presence.leave("3@here");

        assertThat(database.jdbc()
                        .sql("SELECT identity FROM worker_presence WHERE task_queue = 'cleaning'")
                        .query(String.class)
                        .list())
                .containsExactly("2@here");
    }
}
