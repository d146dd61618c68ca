package dev.handrail.simulator.salesforce.soap;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.salesforce.data.LeadConversion;
import dev.handrail.simulator.salesforce.data.LeadConversion.Converted;
import dev.handrail.simulator.salesforce.data.LeadConversion.Wanted;
import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Row;
import dev.handrail.simulator.salesforce.data.Unit;
import dev.handrail.simulator.salesforce.data.Writes;
import dev.handrail.simulator.salesforce.login.OAuth;
import dev.handrail.simulator.salesforce.login.Sessions;
import javax.xml.stream.XMLStreamException;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The SOAP calls that Handrail's clients need, because no REST resource does the same. */
public final class SoapApi {

    private static final String TYPE = "text/xml;charset=UTF-8";
    private static final int SESSION_SECONDS = 7200;

    private final Org org;
    private final Writes writes;
    private final LeadConversion conversion;
    private final Sessions sessions;
    private final OAuth oauth;

    public SoapApi(Org org, Writes writes, LeadConversion conversion, Sessions sessions, OAuth oauth) {
        this.org = org;
        this.writes = writes;
        this.conversion = conversion;
        this.sessions = sessions;
        this.oauth = oauth;
    }

    /** Whether the call counts against the daily limit: all do but signing in. */
    public static boolean counted(Request request) {
        return !SoapCall.parse(request.body()).name().equals("login");
    }

    public Answer answer(Request request, Unit unit) {
        SoapCall call = SoapCall.parse(request.body());
        boolean insisting = call.headerText("DuplicateRuleHeader", "allowSave").equals("true");
        var own = new Unit(unit.database(), unit.effects(), unit.now(), unit.userId(), insisting);
        if (call.name().equals("login")) return login(request, call);
        String session = call.headerText("SessionHeader", "sessionId");
        if (!sessions.good(session)) {
            return fault(
                    call.namespace(),
                    "UnexpectedErrorFault",
                    "INVALID_SESSION_ID",
                    "Invalid Session ID found in SessionHeader");
        }
        return switch (call.name()) {
            case "convertLead" ->
                answered(call, writer -> {
                    for (Element each : SoapCall.elements(call.operation(), "leadConverts")) convert(writer, own, each);
                });
            case "undelete" ->
                answered(call, writer -> {
                    for (Element id : SoapCall.elements(call.operation(), "ids"))
                        undelete(writer, own, id.getTextContent());
                });
            case "getUserInfo" -> answered(call, writer -> writer.element("result", this::userInfo));
            case "getServerTimestamp" ->
                answered(call, writer -> writer.element("result", result -> result.element("timestamp", unit.now())));
            case "logout" -> {
                sessions.end(session);
                yield answered(call, writer -> {});
            }
            default ->
                fault(call.namespace(), "UnexpectedErrorFault", "UNKNOWN_EXCEPTION", "Not simulated: " + call.name());
        };
    }

    private static Answer answered(SoapCall call, SoapWriter.Content results) {
        String xml = SoapWriter.answer(call.namespace(), body -> body.element(call.name() + "Response", results));
        return Answer.text(200, TYPE, xml);
    }

    /** An error of the whole call. */
    public static Answer fault(String namespace, String kind, String code, String message) {
        String known = namespace.isEmpty() ? "urn:partner.soap.sforce.com" : namespace;
        return Answer.text(500, TYPE, SoapWriter.fault(known, kind, code, message));
    }

    private Answer login(Request request, SoapCall call) {
        String username = SoapCall.text(call.operation(), "username").orElse("");
        String password = SoapCall.text(call.operation(), "password").orElse("");
        if (!oauth.goodPassword(username, password)) {
            return fault(
                    call.namespace(),
                    "LoginFault",
                    "INVALID_LOGIN",
                    "Invalid username, password, security token; or user locked out.");
        }
        String session = sessions.begin();
        String base = request.baseUrl() + request.path().replaceAll("/+$", "");
        return answered(
                call,
                writer -> writer.element("result", result -> {
                    result.element("metadataServerUrl", base.replace("/Soap/u/", "/Soap/m/"));
                    result.element("passwordExpired", false);
                    result.element("sandbox", false);
                    result.element("serverUrl", base + "/" + org.id().substring(0, 15));
                    result.element("sessionId", session);
                    result.element("userId", org.userId());
                    result.element("userInfo", this::userInfo);
                }));
    }

    private void userInfo(SoapWriter writer) throws XMLStreamException {
        Row user = org.user();
        writer.element("accessibilityMode", false);
        writer.element("chatterExternal", false);
        writer.element("currencySymbol", "$");
        writer.element("orgAttachmentFileSizeLimit", 5242880);
        writer.element("orgDefaultCurrencyIsoCode", "USD");
        writer.element("orgDefaultCurrencyLocale", "en_US");
        writer.element("orgDisallowHtmlAttachments", false);
        writer.element("orgHasPersonAccounts", false);
        writer.element("organizationId", org.id());
        writer.element("organizationMultiCurrency", false);
        writer.element("organizationName", "Handrail Simulator");
        writer.element("profileId", "00eHr0000000001AAA");
        writer.element("roleId", (Object) null);
        writer.element("sessionSecondsValid", SESSION_SECONDS);
        writer.element("userDefaultCurrencyIsoCode", (Object) null);
        writer.element("userEmail", user.text("Email"));
        writer.element("userFullName", user.text("Name"));
        writer.element("userId", org.userId());
        writer.element("userLanguage", user.text("LanguageLocaleKey"));
        writer.element("userLocale", user.text("LocaleSidKey"));
        writer.element("userName", user.text("Username"));
        writer.element("userTimeZone", user.text("TimeZoneSidKey"));
        writer.element("userType", "Standard");
        writer.element("userUiSkin", "Theme3");
    }

    private void convert(SoapWriter writer, Unit unit, Element asked) throws XMLStreamException {
        Unit.Mark mark = unit.mark();
        String leadId = SoapCall.text(asked, "leadId").orElse("");
        try {
            Converted converted = conversion.convert(unit, wanted(asked, leadId));
            writer.element("result", result -> {
                result.element("accountId", converted.accountId());
                result.element("contactId", converted.contactId());
                result.element("leadId", converted.leadId());
                result.element("opportunityId", converted.opportunityId());
                result.element("success", true);
            });
        } catch (Refusal e) {
            unit.backTo(mark);
            writer.element("result", result -> {
                result.element("accountId", (Object) null);
                result.element("contactId", (Object) null);
                error(result, e);
                result.element("leadId", leadId);
                result.element("opportunityId", (Object) null);
                result.element("success", false);
            });
        }
    }

    private static Wanted wanted(Element asked, String leadId) {
        return new Wanted(
                leadId,
                SoapCall.text(asked, "convertedStatus").orElse(""),
                SoapCall.text(asked, "accountId").orElse(null),
                SoapCall.text(asked, "contactId").orElse(null),
                SoapCall.text(asked, "opportunityId").orElse(null),
                SoapCall.text(asked, "opportunityName").orElse(null),
                SoapCall.text(asked, "ownerId").orElse(null),
                SoapCall.flag(asked, "doNotCreateOpportunity"),
                SoapCall.flag(asked, "overwriteLeadSource"));
    }

    private void undelete(SoapWriter writer, Unit unit, String id) throws XMLStreamException {
        Unit.Mark mark = unit.mark();
        try {
            writes.undelete(unit, id.strip());
            writer.element("result", result -> {
                result.element("id", id.strip());
                result.element("success", true);
            });
        } catch (Refusal e) {
            unit.backTo(mark);
            writer.element("result", result -> {
                error(result, e);
                result.element("id", (Object) null);
                result.element("success", false);
            });
        }
    }

    private static void error(SoapWriter writer, Refusal refusal) throws XMLStreamException {
        ObjectNode duplicates = refusal.duplicates();
        writer.element("errors", duplicates == null ? "Error" : "DuplicateError", error -> {
            for (String field : refusal.fields()) error.element("fields", field);
            error.element("message", refusal.getMessage());
            error.element("statusCode", refusal.code());
            if (duplicates != null) error.element("duplicateResult", result -> duplicates(result, duplicates));
        });
    }

    private static void duplicates(SoapWriter result, JsonNode found) throws XMLStreamException {
        for (String name : new String[] {"allowSave", "duplicateRule", "duplicateRuleEntityType", "errorMessage"}) {
            result.element(name, found.path(name).asString());
        }
        for (JsonNode match : found.path("matchResults")) {
            result.element("matchResults", matches -> {
                matches.element("entityType", match.path("entityType").asString());
                matches.element("matchEngine", match.path("matchEngine").asString());
                for (JsonNode each : match.path("matchRecords")) {
                    matches.element("matchRecords", record -> matched(record, each));
                }
                matches.element("rule", match.path("rule").asString());
                matches.element("size", match.path("size").asInt());
                matches.element("success", true);
            });
        }
    }

    private static void matched(SoapWriter writer, JsonNode match) throws XMLStreamException {
        writer.element("matchConfidence", match.path("matchConfidence").asDouble());
        writer.element("record", record -> {
            record.element(
                    "type", match.path("record").path("attributes").path("type").asString());
            record.element("Id", match.path("record").path("Id").asString());
        });
    }
}
