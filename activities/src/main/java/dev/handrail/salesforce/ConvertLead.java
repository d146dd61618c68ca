package dev.handrail.salesforce;

import com.sforce.soap.partner.DuplicateError;
import com.sforce.soap.partner.Error;
import com.sforce.soap.partner.LeadConvert;
import com.sforce.soap.partner.LeadConvertResult;
import com.sforce.soap.partner.MatchRecord;
import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.StatusCode;
import com.sforce.soap.partner.fault.ApiFault;
import com.sforce.ws.ConnectionException;
import com.sforce.ws.ConnectorConfig;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.RecordType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one thing that Salesforce does over SOAP only. */
final class ConvertLead {

    private static final int REFUSED = 400;
    private static final int BROKEN = 500;

    private final SalesforceApi api;

    ConvertLead(SalesforceApi api) {
        this.api = api;
    }

    /** Records that are there already, and a status for the lead. */
    record Into(
            String status,
            String account,
            String contact,
            @Nullable String opportunity) {}

    /** The lead keeps the key, by which a repeated call knows that it was this one; no duplicate rule is in its way. */
    Optional<CrmFailure> convert(String leadId, String key, boolean insists, Into into) {
        SalesforceObject leads = SalesforceObject.of(RecordType.LEAD);
        Answer marked = api.change(leads, leadId, Map.of(SalesforceObject.CONVERSION_KEY, key), true);
        if (!marked.ok()) {
            return Optional.of(marked.failure(leads, List.of(), true));
        }
        LeadConvert wanted = new LeadConvert();
        wanted.setLeadId(leadId);
        wanted.setConvertedStatus(into.status);
        wanted.setAccountId(into.account);
        wanted.setContactId(into.contact);
        wanted.setDoNotCreateOpportunity(into.opportunity == null);
        if (into.opportunity != null) {
            wanted.setOpportunityId(into.opportunity);
        }
        return api.signedIn(token -> send(token, wanted, insists));
    }

    private Optional<CrmFailure> send(String token, LeadConvert wanted, boolean insists) {
        try {
            PartnerConnection connection = new PartnerConnection(config(token));
            connection.setDuplicateRuleHeader(insists, false, false);
            LeadConvertResult[] results = connection.convertLead(new LeadConvert[] {wanted});
            if (results.length != 1) {
                throw ErrorTable.unanswered(true, null);
            }
            return results[0].isSuccess()
                    ? Optional.empty()
                    : Arrays.stream(results[0].getErrors()).findFirst().map(error -> refusal(error, insists));
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

    static CrmFailure refusal(Error error, boolean insisted) {
        if (error.getStatusCode() != StatusCode.DUPLICATES_DETECTED) {
            return ErrorTable.failure(REFUSED, String.valueOf(error.getStatusCode()), List.of(), true);
        }
        if (!(error instanceof DuplicateError found) || found.getDuplicateResult() == null) {
            return new Resemblance(true, List.of()).failure(insisted);
        }
        return new Resemblance(
                        found.getDuplicateResult().isAllowSave(),
                        Stream.ofNullable(found.getDuplicateResult().getMatchResults())
                                .flatMap(Arrays::stream)
                                .flatMap(matches -> Stream.ofNullable(matches.getMatchRecords()))
                                .flatMap(Arrays::stream)
                                .sorted(Comparator.comparingDouble(MatchRecord::getMatchConfidence)
                                        .reversed())
                                .flatMap(match ->
                                        RecordIds.full(match.getRecord().getId()).stream())
                                .distinct()
                                .toList())
                .failure(insisted);
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
