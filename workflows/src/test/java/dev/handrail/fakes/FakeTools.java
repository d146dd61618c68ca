package dev.handrail.fakes;

import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.call.Refusal;
import dev.handrail.call.RetryLater;
import dev.handrail.call.ToolActivities;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Undo;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A CRM that says yes, unless a test tells it otherwise, and remembers what it was asked. */
public final class FakeTools implements ToolActivities {

    /** What one attempt of a tool answers; attempts count from 1 in each activity. */
    public interface Attempt {
        CallResult of(ToolCall call, int attempt);
    }

    private record UndoFailure(ApplicationFailure failure, int times) {}

    public static final Map<String, String> RECORDS = Map.of(
            "log_activity", "00T000000000001",
            "upsert_lead", "00Q000000000001",
            "match_account", "001000000000001",
            "create_task", "00T000000000002",
            "create_opportunity", "006000000000001",
            "create_follow_up", "00T000000000003",
            "add_note", "00T000000000004");

    private final InstantSource clock;
    private final List<Instant> times = new CopyOnWriteArrayList<>();
    private final Catalog catalog = Catalog.crm();
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
    private final Map<String, UndoResult> undoResults = new ConcurrentHashMap<>();
    private final Map<String, UndoFailure> undoFailures = new ConcurrentHashMap<>();
    private volatile Consumer<UndoRequest> beforeUndo = request -> {};
    private final List<ToolCall> calls = new CopyOnWriteArrayList<>();
    private final List<UndoRequest> undos = new CopyOnWriteArrayList<>();

    public FakeTools(InstantSource clock) {
        this.clock = clock;
    }

    public FakeTools on(String tool, Attempt attempt) {
        attempts.put(tool, attempt);
        return this;
    }

    public FakeTools onUndo(String tool, UndoResult result) {
        undoResults.put(tool, result);
        return this;
    }

    public FakeTools beforeUndo(Consumer<UndoRequest> action) {
        beforeUndo = action;
        return this;
    }

    /** The undo fails each time. */
    public FakeTools failUndo(String tool, ApplicationFailure failure) {
        return failUndo(tool, failure, Integer.MAX_VALUE);
    }

    /** The undo fails so many times, then works. */
    public FakeTools failUndo(String tool, ApplicationFailure failure, int times) {
        undoFailures.put(tool, new UndoFailure(failure, times));
        return this;
    }

    /** The effect the call has when nothing is in its way. */
    public CallResult succeed(ToolCall call, int attempt) {
        boolean found = call.tool().equals("match_account");
        Undo undo = found ? Undo.NONE : catalog.tool(call.tool()).undo();
        return CallResult.succeeded(RECORDS.get(call.tool()), Map.of(), List.of(), undo, attempt);
    }

    public static CallResult refuse(Refusal refusal, int attempt) {
        return CallResult.refused(refusal, "Refused by the test", attempt);
    }

    public static CallResult askAPerson(String authorizationId, Instant expiresAt, int attempt) {
        return CallResult.authorizationRequired(
                new AuthorizationNeeded(authorizationId, "Policy wants a person", expiresAt), attempt);
    }

    public static ApplicationFailure later(RetryLater kind) {
        return ApplicationFailure.newFailure("Not now", kind.name());
    }

    public static ApplicationFailure later(RetryLater kind, Duration delay) {
        return ApplicationFailure.newBuilder()
                .setMessage("Not now")
                .setType(kind.name())
                .setNextRetryDelay(delay)
                .build();
    }

    @Override
    public CallResult call(ToolCall call) {
        calls.add(call);
        times.add(clock.instant());
        int attempt = Activity.getExecutionContext().getInfo().getAttempt();
        return attempts.getOrDefault(call.tool(), this::succeed).of(call, attempt);
    }

    @Override
    public UndoResult undo(UndoRequest request) {
        undos.add(request);
        beforeUndo.accept(request);
        UndoFailure failing = undoFailures.get(request.tool());
        if (failing != null && Activity.getExecutionContext().getInfo().getAttempt() <= failing.times()) {
            throw failing.failure();
        }
        return undoResults.getOrDefault(
                request.tool(),
                new UndoResult(UndoResult.Status.UNDONE, RECORDS.get(request.tool()), "Taken back", null));
    }

    public List<ToolCall> calls() {
        return List.copyOf(calls);
    }

    public List<String> calledTools() {
        return calls.stream().map(ToolCall::tool).toList();
    }

    public int callsOf(String tool) {
        return Math.toIntExact(
                calls.stream().filter(call -> call.tool().equals(tool)).count());
    }

    public ToolCall lastCallOf(String tool) {
        return calls.stream()
                .filter(call -> call.tool().equals(tool))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    public Duration timeBetweenFirstAndLastAttemptOf(String tool) {
        List<Instant> all = IntStream.range(0, calls.size())
                .filter(index -> calls.get(index).tool().equals(tool))
                .mapToObj(times::get)
                .toList();
        return Duration.between(all.getFirst(), all.getLast());
    }

    public List<UndoRequest> undos() {
        return List.copyOf(undos);
    }

    public List<String> undoneTools() {
        return undos.stream().map(UndoRequest::tool).toList();
    }
}
