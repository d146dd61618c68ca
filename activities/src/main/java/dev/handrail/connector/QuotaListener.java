package dev.handrail.connector;

import java.time.Duration;

/** Is told what a CRM says, with its answers, that it still allows. */
@FunctionalInterface
public interface QuotaListener {

    QuotaListener NONE = quota -> {};

    void observed(Quota quota);

    /**
     * @param window the CRM's name for what it limits, such as {@code ten-seconds}, {@code search}, {@code day}
     * @param capacity calls in each window
     * @param remaining calls left in this window; 0 when a call was just refused
     * @param resetsIn until all calls are allowed again; an estimate where the CRM does not say
     */
    record Quota(String tenant, String connector, String window, long capacity, long remaining, Duration resetsIn) {}
}
