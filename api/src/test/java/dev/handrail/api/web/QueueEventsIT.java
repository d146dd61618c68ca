package dev.handrail.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Leads;
import dev.handrail.api.Requests;
import dev.handrail.call.Role;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QueueEventsIT {

    private static final String END = "the end";

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final String tenant =
            "events-" + Leads.newId().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
    private final Requests agent = api.as(tenant, "Claude", Role.AGENT);
    private final Browser ann = Browser.signedIn(api, tenant, "Ann", Role.APPROVER);

    private BlockingQueue<String> listen(String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.address() + "/authorizations/events"))
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> response = ann.client().send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> {
            new java.io.BufferedReader(new java.io.InputStreamReader(response.body()))
                    .lines()
                    .forEach(lines::add);
            lines.add(END);
        });
        return lines;
    }

    private static String next(BlockingQueue<String> lines, String start) throws InterruptedException {
        String line;
        do {
            line = lines.poll(15, TimeUnit.SECONDS);
            assertThat(line).as("no line begins with %s", start).isNotNull();
        } while (!line.startsWith(start));
        return line;
    }

    private void ask() {
        agent.post(
                "/api/tools/convert_lead/calls",
                "{\"arguments\":{\"leadId\":\"%s\"},\"reasoning\":\"x\"}".formatted(Leads.newId()));
    }

    @Test
    void tellsAnOpenPageOfANewRequest() throws Exception {
        BlockingQueue<String> lines = listen();
        assertThat(next(lines, "data:")).contains("\"pending\":0");

        ask();

        assertThat(next(lines, "data:")).contains("\"pending\":1");
    }

    @Test
    void goesOnWhereAStreamBrokeOff() throws Exception {
        ask();
        String id = next(listen(), "id:").substring(3);

        BlockingQueue<String> resumed = listen("Last-Event-ID", id);
        ask();

        assertThat(next(resumed, "data:")).as("nothing it knew").contains("\"pending\":2");
    }

    @Test
    void endsWhenThePersonSignsOut() throws Exception {
        BlockingQueue<String> lines = listen();
        next(lines, "data:");

        ann.submit("/", "/sign-out");

        assertThat(next(lines, END)).isEqualTo(END);
        assertThat(ann.get("/authorizations/events").status()).isEqualTo(401);
    }
}
