package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import java.time.ZoneOffset;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code /account-info/v3}: the account and what is used of its daily limit. */
final class AccountApi {

    private final Portal portal;

    AccountApi(Portal portal) {
        this.portal = portal;
    }

    void addTo(Router router) {
        router.on("GET", "/account-info/v3/details", this::details)
                .on(
                        "GET",
                        "/account-info/v3/api-usage/daily/private-apps",
                        call -> Answer.json(200, Json.results(List.of(portal.limits.dailyUsage()))));
    }

    private Answer details(Call call) {
        ZoneOffset offset = Limits.ACCOUNT_ZONE.getRules().getOffset(portal.now());
        ObjectNode details = Json.object()
                .put("portalId", Portal.ID)
                .put("accountType", "DEVELOPER_TEST")
                .put("timeZone", Limits.ACCOUNT_ZONE.getId())
                .put("companyCurrency", "USD")
                .put("utcOffset", offset.getId())
                .put("utcOffsetMilliseconds", offset.getTotalSeconds() * 1000)
                .put("uiDomain", "app.hubspot.com")
                .put("dataHostingLocation", "na1");
        details.withArrayProperty("additionalCurrencies");
        return Answer.json(200, details);
    }
}
