package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Leads the date-versioned paths to those that do the same under an older number. */
final class DatedPaths {

    private static final String DATE = "/2026-03";
    private static final Map<Pattern, String> SAME = new LinkedHashMap<>();

    static {
        same("/crm/objects" + DATE + "/([^/]+/[^/]+/associations/.+)", "/crm/v4/objects/$1");
        same("/crm/objects" + DATE + "/(.+)", "/crm/v3/objects/$1");
        same("/crm/associations" + DATE + "/(.+)", "/crm/v4/associations/$1");
        same("/crm/(properties|pipelines)" + DATE + "/(.+)", "/crm/v3/$1/$2");
        same("/crm/owners" + DATE + "(/.*)?", "/crm/v3/owners$1");
        same("/crm-object-schemas(?:" + DATE + "|/v3)/schemas(/.*)?", "/crm/v3/schemas$1");
        same("/account-info" + DATE + "/(.+)", "/account-info/v3/$1");
    }

    private DatedPaths() {}

    static Request numbered(Request request) {
        for (var rule : SAME.entrySet()) {
            var matcher = rule.getKey().matcher(request.path());
            if (matcher.matches()) {
                return new Request(
                        request.method(),
                        matcher.replaceFirst(rule.getValue()),
                        request.query(),
                        request.headers(),
                        request.body(),
                        request.baseUrl());
            }
        }
        return request;
    }

    private static void same(String dated, String numbered) {
        SAME.put(Pattern.compile(dated), numbered);
    }
}
