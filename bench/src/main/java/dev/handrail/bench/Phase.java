package dev.handrail.bench;

import dev.handrail.bench.Load.Lead;
import dev.handrail.bench.Load.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The figures of one phase. What was spent is divided by the leads that were correct.
 *
 * @param rate correct leads a second
 * @param wrong leads that failed or ended otherwise than they should
 * @param cpuMillis CPU a lead: all that works for this side
 * @param cpuByProgram the same by program
 * @param walKilobytes WAL a lead, in kB (1,000 bytes)
 * @param commits transactions committed a lead, in this side's databases
 * @param walSyncs fsyncs of WAL a lead
 * @param submit from sending a lead to its acceptance
 * @param whole from sending a lead until its workflow has ended
 * @param benchCpuMillis CPU a lead of the bench, which sends and waits; in no other figure
 * @param elsewherePercent CPU that others on this machine took meanwhile; 100 is one core
 */
record Phase(
        String side,
        int atOnce,
        double rate,
        int correct,
        int wrong,
        double cpuMillis,
        Map<String, Double> cpuByProgram,
        double walKilobytes,
        double commits,
        double walSyncs,
        Percentiles submit,
        Percentiles whole,
        double benchCpuMillis,
        double elsewherePercent,
        List<String> failures) {

    /** Asks the side about every lead. */
    static Phase of(Trace trace) throws IOException, InterruptedException {
        List<Lead> correct = new ArrayList<>();
        List<String> failures = new ArrayList<>(trace.failures());
        for (Lead lead : trace.leads()) {
            String problem = trace.side().problem(lead.workflowId(), lead.close());
            if (problem == null) {
                correct.add(lead);
            } else {
                failures.add("%s: %s".formatted(lead.workflowId(), problem));
            }
        }
        int count = correct.size();
        Map<String, Double> cpu = cpu(trace);
        Map<String, Double> own = ownCpu(trace, cpu, count);
        double spanMillis = (trace.after().nanos() - trace.before().nanos()) / 1e6;
        double machine = trace.after().machineMillis() - trace.before().machineMillis();
        double ours = cpu.values().stream().mapToDouble(Double::doubleValue).sum();
        return new Phase(
                trace.side().name(),
                trace.atOnce(),
                rate(trace, correct),
                count,
                failures.size(),
                own.values().stream().mapToDouble(Double::doubleValue).sum(),
                own,
                (trace.after().walBytes() - trace.before().walBytes()) / 1e3 / count,
                (double) commits(trace) / count,
                (double) (trace.countedAfter().walSyncs()
                                - trace.countedBefore().walSyncs())
                        / count,
                latency(trace, correct, lead -> lead.accepted() - lead.sent()),
                latency(trace, correct, lead -> lead.ended() - lead.sent()),
                cpu.getOrDefault("bench", 0.0) / count,
                Math.max(0, 100 * (machine - ours) / spanMillis),
                failures);
    }

    private static double rate(Trace trace, List<Lead> correct) {
        long ended = correct.stream()
                .filter(lead -> lead.ended() >= trace.from() && lead.ended() < trace.until())
                .count();
        return ended / ((trace.until() - trace.from()) / 1e9);
    }

    private static Percentiles latency(Trace trace, List<Lead> correct, ToLongFunction<Lead> nanos) {
        return Percentiles.ofNanos(correct.stream()
                .filter(lead -> lead.sent() >= trace.from())
                .map(nanos::applyAsLong)
                .toList());
    }

    private static Map<String, Double> cpu(Trace trace) {
        Map<String, Double> cpu = new LinkedHashMap<>();
        trace.after()
                .cpuMillis()
                .forEach((program, millis) ->
                        cpu.put(program, millis - trace.before().cpuMillis().getOrDefault(program, 0.0)));
        return cpu;
    }

    /** Temporal's, Postgres' and the side's own. */
    private static Map<String, Double> ownCpu(Trace trace, Map<String, Double> cpu, int count) {
        Map<String, Double> own = new LinkedHashMap<>();
        own.put("temporal", cpu.getOrDefault("temporal", 0.0) / count);
        own.put("postgres", cpu.getOrDefault("postgres", 0.0) / count);
        for (String program : trace.side().programs().keySet()) {
            own.put(program, cpu.getOrDefault(trace.side().name() + "/" + program, 0.0) / count);
        }
        return own;
    }

    private static long commits(Trace trace) {
        return trace.side().databases().stream()
                .mapToLong(database -> trace.countedAfter().commits().getOrDefault(database, 0L)
                        - trace.countedBefore().commits().getOrDefault(database, 0L))
                .sum();
    }
}
