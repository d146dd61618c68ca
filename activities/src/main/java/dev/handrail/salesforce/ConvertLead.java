package dev.handrail.salesforce;

import com.sforce.soap.partner.LeadConvert;
import com.sforce.soap.partner.LeadConvertResult;
import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.fault.ApiFault;
import com.sforce.ws.ConnectionException;
import com.sforce.ws.ConnectorConfig;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.RecordType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one thing that Salesforce does over SOAP only. */
final class ConvertLead {

    private static final int REFUSED = 400;
    private static final int BROKEN = 500;

    private final SalesforceApi api;

    ConvertLead(SalesforceApi api) {
        this.api = api;
    }

    /** The lead keeps the key, by which a repeated call knows that it was this one. */
    Optional<CrmFailure> convert(
            String leadId, String key, String status, String account, String contact, @Nullable String opportunity) {
        SalesforceObject leads = SalesforceObject.of(RecordType.LEAD);
        Answer marked = api.change(leads, leadId, Map.of(SalesforceObject.CONVERSION_KEY, key), true);
        if (!marked.ok()) {
            return Optional.of(marked.failure(leads, List.of(), true));
        }
        LeadConvert wanted = new LeadConvert();
        wanted.setLeadId(leadId);
        wanted.setConvertedStatus(status);
        wanted.setAccountId(account);
        wanted.setContactId(contact);
        wanted.setDoNotCreateOpportunity(opportunity == null);
        if (opportunity != null) {
            wanted.setOpportunityId(opportunity);
        }
        return api.signedIn(token -> send(token, wanted));
    }

    private Optional<CrmFailure> send(String token, LeadConvert wanted) {
        try {
            LeadConvertResult[] results = new PartnerConnection(config(token)).convertLead(new LeadConvert[] {wanted});
            if (results.length != 1) {
                throw ErrorTable.unanswered(true, null);
            }
            return results[0].isSuccess()
                    ? Optional.empty()
                    : Arrays.stream(results[0].getErrors())
                            .findFirst()
                            .map(error -> ErrorTable.failure(
                                    REFUSED, String.valueOf(error.getStatusCode()), List.of(), true));
        } catch (ApiFault fault) {
            String code = String.valueOf(fault.getExceptionCode());
            if (code.equals("INVALID_SESSION_ID")) {
                throw new SalesforceApi.TokenRefused();
            }
            throw ErrorTable.failure(BROKEN, code, List.of(), true);
        } catch (ConnectionException e) {
            throw SalesforceApi.neverSent(e.getCause())
                    ? new CrmFailure(CrmFailure.Kind.UNAVAILABLE, "Salesforce could not be reached")
                    : ErrorTable.unanswered(true, null);
        }
    }

    private ConnectorConfig config(String token) {
        int timeout = Math.toIntExact(api.settings().timeout().toMillis());
        ConnectorConfig config = new ConnectorConfig();
        config.setManualLogin(true);
        config.setSessionId(token);
        config.setServiceEndpoint(api.instanceUrl() + "/services/Soap/u/"
                + api.settings().apiVersion().substring(1));
        config.setConnectionTimeout(timeout);
        config.setReadTimeout(timeout);
        return config;
    }
}
