package dev.handrail.api;

import java.util.concurrent.atomic.AtomicInteger;

/** Leads as JSON, each with an id of its own. */
public final class Leads {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Leads() {}

    public static String newId() {
        return "T-" + System.nanoTime() + "-" + NUMBER.incrementAndGet();
    }

    public static String lead(String id) {
        return lead(id, "dana@mmm.example.com");
    }

    public static String lead(String id, String email) {
        return """
                {"leadId":"%s","email":"%s","company":"3M","analysis":{"decision":"ROUTE_TO_SDR","intent":"HIGH_FIT",\
                "fitScore":91,"groundingStatus":"VALID","evidence":[{"claim":"c","claimType":"FIRMOGRAPHIC",\
                "source":"ENRICHMENT","fieldPath":"enrichment.industry","value":"Conglomerates"}]},\
                "enrichment":{"industry":"Conglomerates"}}""".formatted(id, email);
    }
}
