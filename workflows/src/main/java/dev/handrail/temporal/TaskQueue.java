package dev.handrail.temporal;

/** Where workers pick up work. */
public final class TaskQueue {

    public static final String NAME = "handrail";

    private TaskQueue() {}
}
