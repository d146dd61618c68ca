package dev.handrail.simulator.server;

import dev.handrail.simulator.fault.Fault;
import dev.handrail.simulator.fault.FaultKind;
import dev.handrail.simulator.fault.Faults;
import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Certificate;
import dev.handrail.simulator.http.HttpFront;
import dev.handrail.simulator.http.Reply;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.ledger.Effects;
import dev.handrail.simulator.ledger.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A running simulator. Everything the admin path does can also be done here, by a test in the same process. */
public final class Simulator implements AutoCloseable {

    private final SimulatorClock clock = new SimulatorClock();
    private final Faults faults = new Faults();
    private final Ledger ledger = new Ledger();
    private volatile Duration latency = Duration.ZERO;
    private final ReentrantLock turn = new ReentrantLock();
    private final Crm crm;
    private final Admin admin;
    private final @Nullable Certificate certificate;
    private final HttpFront front;

    private Simulator(Crm.Maker maker, int port, boolean tls) {
        crm = maker.make(clock);
        admin = new Admin(this, crm);
        certificate = tls ? Certificate.selfSigned() : null;
        front = new HttpFront(port, certificate, this::handle);
    }

    /** @param port 0 for a free one */
    public static Simulator start(Crm.Maker maker, int port, boolean tls) {
        return new Simulator(maker, port, tls);
    }

    /** On a free port, without TLS. */
    public static Simulator start(Crm.Maker maker) {
        return start(maker, 0, false);
    }

    /** Without a slash at the end. */
    public String url() {
        return front.url();
    }

    public String adminUrl() {
        return url() + Admin.PATH;
    }

    public String accessToken() {
        return crm.accessToken();
    }

    /** File with the certificate to trust; empty without TLS. */
    public Optional<Path> certificate() {
        return Optional.ofNullable(certificate).map(Certificate::pem);
    }

    public SimulatorClock clock() {
        return clock;
    }

    public Faults faults() {
        return faults;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Duration latency() {
        return latency;
    }

    /** No answer comes sooner after its request. */
    public void latency(Duration duration) {
        latency = duration;
    }

    /** Everything back to how it was at the start. */
    public void reset() {
        turn.lock();
        try {
            faults.clear();
            latency = Duration.ZERO;
            clock.reset();
            crm.reset();
            ledger.clear();
        } finally {
            turn.unlock();
        }
    }

    public void awaitClose() {
        front.awaitClose();
    }

    @Override
    public void close() {
        front.close();
    }

    private void handle(Request request, Reply reply) {
        try {
            if (request.path().equals(Admin.PATH) || request.path().startsWith(Admin.PATH + "/")) {
                reply.send(admin(request));
            } else {
                serve(request, reply);
            }
        } catch (InterruptedException e) {
            reply.cut();
        }
    }

    private Answer admin(Request request) {
        turn.lock();
        try {
            return admin.answer(request);
        } finally {
            turn.unlock();
        }
    }

    private void serve(Request request, Reply reply) throws InterruptedException {
        long due = System.nanoTime() + latency.toNanos();
        Runnable sending = outcome(request, reply);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        sending.run();
    }

    /** Does what is asked, or what the fault makes of it; what it answers is sent when the latency is over. */
    private Runnable outcome(Request request, Reply reply) throws InterruptedException {
        Fault fault = faults.meet(request).orElse(null);
        FaultKind kind = fault == null ? null : fault.kind();
        if (fault == null || kind == null) {
            return sending(applied(request, null), reply);
        }
        return switch (kind) {
            case CUT_BEFORE -> {
                ledger.add(clock.instant(), request, 0, kind, null);
                yield reply::cut;
            }
            case CUT_AFTER -> {
                applied(request, kind);
                yield reply::cut;
            }
            case ERROR_BEFORE -> {
                ledger.add(clock.instant(), request, 0, kind, null);
                yield sending(error(fault), reply);
            }
            case ERROR_AFTER -> {
                applied(request, kind);
                yield sending(error(fault), reply);
            }
            case ANSWER_TWICE -> {
                Answer answer = applied(request, kind);
                yield () -> reply.sendTwice(answer);
            }
            case DELAY -> {
                Thread.sleep(Duration.ofMillis(fault.millis()));
                yield sending(applied(request, kind), reply);
            }
            case DELAY_AFTER -> {
                Answer answer = applied(request, kind);
                Thread.sleep(Duration.ofMillis(fault.millis()));
                yield sending(answer, reply);
            }
        };
    }

    private static Runnable sending(Answer answer, Reply reply) {
        return () -> reply.send(answer);
    }

    private Answer applied(Request request, @Nullable FaultKind fault) {
        var effects = new Effects();
        turn.lock();
        try {
            Answer answer = answer(request, effects);
            ledger.add(clock.instant(), request, answer.status(), fault, effects);
            return answer;
        } finally {
            turn.unlock();
        }
    }

    /** A defect of ours looks like one of the CRM's, and is told where a developer sees it. */
    private Answer answer(Request request, Effects effects) {
        try {
            return crm.answer(request, effects);
        } catch (RuntimeException e) {
            e.printStackTrace(System.err);
            effects.backTo(0);
            return crm.failure(500);
        }
    }

    private Answer error(Fault fault) {
        int status = fault.status() == null ? 500 : fault.status();
        Answer answer = fault.answer() == null ? crm.failure(status) : Answer.json(status, fault.answer());
        if (fault.headers() != null) {
            for (var header : fault.headers().entrySet()) answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }
}
