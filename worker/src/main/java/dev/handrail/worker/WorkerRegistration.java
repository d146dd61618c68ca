package dev.handrail.worker;

import io.temporal.worker.Worker;

/** What a room brings to the worker: its workflows or its activities. Every bean of this type is asked. */
@FunctionalInterface
public interface WorkerRegistration {

    void register(Worker worker);
}
