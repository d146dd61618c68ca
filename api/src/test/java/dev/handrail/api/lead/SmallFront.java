package dev.handrail.api.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.call.Role;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The front in a JVM of its own, whose heap is as small as asked for. An answer that a client does not read is given up
 * after seconds instead of a minute.
 */
final class SmallFront implements AutoCloseable {

    private static final String READY = "listening on ";

    private final Process process;
    private final int port;
    private final String key;

    private SmallFront(Process process, int port, String key) {
        this.process = process;
        this.port = port;
        this.key = key;
    }

    static SmallFront start(String heap, int postgresPort, int temporalPort) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dsun.net.http.retryPost=false",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallFront.class.getName(),
                        Integer.toString(postgresPort),
                        Integer.toString(temporalPort)))
                .redirectErrorStream(true)
                .start();
        BufferedReader said = process.inputReader();
        String line = said.readLine();
        while (line != null && !line.startsWith(READY)) {
            System.out.println(line);
            line = said.readLine();
        }
        assertThat(line).as("The front does not start with a heap of " + heap).isNotNull();
        Thread.ofVirtual().start(() -> said.lines().forEach(System.out::println));
        String[] found = line.substring(READY.length()).split(" ");
        return new SmallFront(process, Integer.parseInt(found[0]), found[1]);
    }

    static void main(String[] ports) {
        WorkflowClient temporal = WorkflowClient.newInstance(
                WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                        .setTarget("127.0.0.1:" + ports[1])
                        .build()),
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(ApiUnderTest.CONVERTER)
                        .build());
        ApiUnderTest front = ApiUnderTest.start(
                ApiUnderTest.pool(Integer.parseInt(ports[0])), temporal, "--server.tomcat.connection-timeout=5s");
        System.out.println(READY + front.port() + " "
                + front.as("acme", "feed", Role.PIPELINE).key());
    }

    int port() {
        return port;
    }

    /** Of a pipeline. */
    String key() {
        return key;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
