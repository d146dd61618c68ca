package dev.handrail.cli.demo;

import dev.handrail.cli.Api;
import dev.handrail.cli.Failure;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Sends leads as JSON lines; lines that are refused because a server is busy are sent again until it is interrupted. */
final class Submission implements Callable<List<String>> {

    private static final int TOO_MANY = 429;
    private static final int BUSY = 503;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Api api;
    private final List<DemoLead> leads;

    Submission(Api api, List<DemoLead> leads) {
        this.api = api;
        this.leads = leads;
    }

    /** A sentence for each lead that was refused for good. */
    @Override
    public List<String> call() throws InterruptedException {
        List<String> refusals = new ArrayList<>();
        List<DemoLead> left = leads;
        while (!left.isEmpty()) {
            left = send(left, refusals);
            if (!left.isEmpty()) {
                Thread.sleep(PAUSE);
            }
        }
        return List.copyOf(refusals);
    }

    /** Those to send again. */
    private List<DemoLead> send(List<DemoLead> batch, List<String> refusals) {
        List<DemoLead> again = new ArrayList<>();
        List<byte[]> lines = batch.stream()
                .map(lead -> (lead.json() + "\n").getBytes(StandardCharsets.UTF_8))
                .toList();
        try (Stream<String> answers = api.postLines("/api/leads", lines)) {
            answers.filter(line -> !line.isBlank()).map(Api::parse).forEach(answer -> {
                int status = answer.path("status").asInt(0);
                if (status < 300) {
                    return;
                }
                DemoLead lead = batch.get(answer.path("line").asInt() - 1);
                if (status == BUSY || status == TOO_MANY) {
                    again.add(lead);
                } else {
                    refusals.add("%s: %s".formatted(lead.leadId(), reason(answer)));
                }
            });
        } catch (UncheckedIOException e) {
            throw new Failure("The connection broke while the leads were sent; run it again", e);
        }
        return again;
    }

    private static String reason(JsonNode answer) {
        return answer.path("detail").asString(answer.path("code").asString("refused"));
    }
}
