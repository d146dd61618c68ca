package dev.handrail.setup;

import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.Scope;
import dev.handrail.hubspot.HubSpotSetup;
import dev.handrail.salesforce.SalesforceSetup;
import dev.handrail.secret.CrmCredentials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gets a tenant's CRM ready because a person asked for it, with a receipt. Nothing else ever changes a CRM's set-up. */
public final class CrmSetup {

    private final TenantCrms crms;
    private final CrmCredentials credentials;
    private final AuditLog audit;

    CrmSetup(TenantCrms crms, CrmCredentials credentials, AuditLog audit) {
        this.crms = crms;
        this.credentials = credentials;
        this.audit = audit;
    }

    /**
     * How the CRM stands afterwards.
     *
     * @param provider the connector's name
     * @param ready whether leads can go there
     * @param created names of fields that were made, by the CRM's object
     * @param present those that were there already
     * @param missing those that a person has to make
     * @param unfit fields of another kind than is needed, as {@code object.field}; a person has to change them
     * @param missingScopes what the credential has yet to be granted
     * @param next what to do now
     */
    public record Report(
            String provider,
            boolean ready,
            Map<String, List<String>> created,
            Map<String, List<String>> present,
            Map<String, List<String>> missing,
            List<String> unfit,
            List<String> missingScopes,
            String next) {}

    /**
     * @param actor who asked
     * @throws CrmFailure when the CRM does not answer, or refuses the credentials
     */
    public Report run(String tenant, String actor) {
        CrmSettings crm = crms.of(tenant);
        Scope scope = new Scope(tenant, actor, "setup");
        Report report = switch (crm.provider()) {
            case OFFICE -> report(crm, Map.of(), Map.of(), Map.of(), List.of(), List.of());
            case SALESFORCE -> salesforce(crm, scope);
            case HUBSPOT -> hubSpot(crm, scope);
        };
        audit.append(AuditEntry.of(tenant, actor, "crm_setup", report.ready() ? "succeeded" : "incomplete")
                .inCrm(report.provider(), null)
                .saying(Map.of(), receipt(report)));
        return report;
    }

    private Report salesforce(CrmSettings crm, Scope scope) {
        SalesforceSetup.Inspection found =
                new SalesforceSetup(credentials::salesforceSignIn, crm.salesforce()).inspect(scope);
        return report(crm, Map.of(), found.present(), found.missing(), found.unfit(), List.of());
    }

    private Report hubSpot(CrmSettings crm, Scope scope) {
        HubSpotSetup.Preparation done =
                new HubSpotSetup(crm.hubSpot(), credentials.accessTokens(scope.tenant(), "hubspot")).prepare(scope);
        return report(crm, done.created(), done.alreadyThere(), Map.of(), done.unfit(), done.missingScopes());
    }

    private static Report report(
            CrmSettings crm,
            Map<String, List<String>> created,
            Map<String, List<String>> present,
            Map<String, List<String>> missing,
            List<String> unfit,
            List<String> missingScopes) {
        boolean ready = missing.isEmpty() && unfit.isEmpty() && missingScopes.isEmpty();
        return new Report(
                crm.provider().name().toLowerCase(Locale.ROOT),
                ready,
                created,
                present,
                missing,
                unfit,
                missingScopes,
                ready ? "Send the first lead" : next(crm.provider()));
    }

    private static String next(CrmProvider provider) {
        return switch (provider) {
            case OFFICE -> "Nothing has to be set up";
            case SALESFORCE ->
                "Ask an administrator of the org to make what is missing and let Handrail's user see and edit it, by"
                        + " docs/salesforce.md; then run the set-up again";
            case HUBSPOT ->
                "Ask a super admin of the account to grant the scopes, and to rename or delete the properties that are of"
                        + " another kind, by docs/hubspot.md; then run the set-up again";
        };
    }

    private static Map<String, Object> receipt(Report report) {
        Map<String, Object> receipt = new LinkedHashMap<>();
        receipt.put("created", report.created());
        receipt.put("missing", report.missing());
        receipt.put("unfit", report.unfit());
        receipt.put("missingScopes", report.missingScopes());
        return receipt;
    }
}
