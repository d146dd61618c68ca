package dev.handrail.bench;

import java.io.IOException;
import java.sql.SQLException;

/** Something that waits for a decision and then writes a row. */
interface Decided {

    String name();

    /** Makes the next one wait, and answers what its row will be called. */
    String ask() throws IOException, InterruptedException;

    /** Decides about what was asked under that name. */
    void decide(String subject) throws IOException, InterruptedException;

    /** Returns once the row is committed. */
    void awaitWrite(String subject) throws SQLException;
}
