package dev.handrail.connector;

/** Which CRM a tenant works with. */
@FunctionalInterface
public interface Connectors {

    Connector of(String tenant);
}
