package dev.handrail.simulator.http;

/** The way back to the client of one request; exactly one of its methods is called. */
public interface Reply {
    void send(Answer answer);

    /** Sends the answer, and then the same bytes once more. */
    void sendTwice(Answer answer);

    /** Closes the connection without an answer. */
    void cut();
}
