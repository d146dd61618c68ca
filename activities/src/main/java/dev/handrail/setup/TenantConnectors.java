package dev.handrail.setup;

import dev.handrail.connector.Connector;
import dev.handrail.connector.Connectors;
import dev.handrail.connector.QuotaListener;
import dev.handrail.hubspot.HubSpotConnector;
import dev.handrail.office.OfficeConnector;
import dev.handrail.salesforce.SalesforceConnector;
import dev.handrail.secret.CrmCredentials;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes a tenant's connector when it is first asked for, and keeps it: it holds the sign-in and what it learned. */
final class TenantConnectors implements Connectors {

    private final TenantCrms crms;
    private final OfficeConnector office;
    private final CrmCredentials credentials;
    private final QuotaListener quotas;
    private final Map<String, Connector> connectors = new ConcurrentHashMap<>();

    /** Makes those that are configured and lets go of them, so that what cannot work stops the start. */
    TenantConnectors(TenantCrms crms, OfficeConnector office, CrmCredentials credentials, QuotaListener quotas) {
        this.crms = crms;
        this.office = office;
        this.credentials = credentials;
        this.quotas = quotas;
        crms.configured().forEach(this::make);
    }

    @Override
    public Connector of(String tenant) {
        return connectors.computeIfAbsent(tenant, this::make);
    }

    private Connector make(String tenant) {
        CrmSettings crm = crms.of(tenant);
        return switch (crm.provider()) {
            case OFFICE -> office;
            case SALESFORCE -> new SalesforceConnector(credentials::salesforceSignIn, crm.salesforce(), quotas);
            case HUBSPOT -> new HubSpotConnector(crm.hubSpot(), credentials.accessTokens(tenant, "hubspot"), quotas);
        };
    }
}
