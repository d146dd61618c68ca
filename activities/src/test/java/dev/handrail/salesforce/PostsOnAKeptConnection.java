package dev.handrail.salesforce;

import com.force.api.ApiSession;
import com.force.api.ForceApi;
import java.util.Map;

/** A program of its own, for the switch is read once a JVM: one GET, then one POST whose connection breaks. */
final class PostsOnAKeptConnection {

    private PostsOnAKeptConnection() {}

    public static void main(String[] args) {
        ForceApi api = new ForceApi(new ApiSession(args[1], args[0]));
        var unused = api.get("/limits").asMap();
        try {
            var answer = api.post("/sobjects/Account", Map.of("Name", "Acme")).getResponseCode();
            System.out.println("Answered " + answer);
        } catch (RuntimeException broken) {
            System.out.println("Broken as it should be");
        }
    }
}
