package dev.handrail.cli.demo;

import java.io.PrintWriter;

/** Says, when the demo is interrupted, that Handrail goes on without it. */
final class Farewell implements AutoCloseable {

    private volatile boolean over;

    /** @param handrail how the command is called */
    Farewell(PrintWriter out, String handrail) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> say(out, handrail), "farewell"));
    }

    private void say(PrintWriter out, String handrail) {
        if (over) {
            return;
        }
        out.println();
        out.println("The demo is interrupted. Handrail is still running and goes on with the leads it has taken in.");
        out.printf("  how they stand             %s leads%n", handrail);
        out.println("  all of them once more      ./handrail demo");
        out.println("  stop everything            ./handrail down");
        out.flush();
    }

    @Override
    public void close() {
        over = true;
    }
}
