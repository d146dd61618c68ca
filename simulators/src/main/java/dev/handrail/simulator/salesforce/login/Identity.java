package dev.handrail.simulator.salesforce.login;

import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who is signed in. */
public final class Identity {

    private Identity() {}

    public static String url(Org org, String baseUrl) {
        return baseUrl + "/id/" + org.id() + "/" + org.userId();
    }

    /** The identity resource. */
    public static Map<String, Object> described(Org org, String baseUrl) {
        Row user = org.user();
        var identity = new LinkedHashMap<String, Object>();
        identity.put("id", url(org, baseUrl));
        identity.put("asserted_user", true);
        identity.put("user_id", org.userId());
        identity.put("organization_id", org.id());
        identity.put("username", user.text("Username"));
        identity.put("nick_name", user.text("Alias"));
        identity.put("display_name", user.text("Name"));
        identity.put("email", user.text("Email"));
        identity.put("email_verified", true);
        identity.put("first_name", user.text("FirstName"));
        identity.put("last_name", user.text("LastName"));
        identity.put("timezone", user.text("TimeZoneSidKey"));
        identity.put(
                "photos",
                Map.of("picture", baseUrl + "/profilephoto/005/F", "thumbnail", baseUrl + "/profilephoto/005/T"));
        identity.put("addr_street", "");
        identity.put("is_app_installed", true);
        identity.put("active", true);
        identity.put("user_type", "STANDARD");
        identity.put("language", user.text("LanguageLocaleKey"));
        identity.put("locale", user.text("LocaleSidKey"));
        identity.put("utcOffset", 0);
        identity.put("urls", urls(org, baseUrl));
        return identity;
    }

    /** The same in the words of OpenID Connect. */
    public static Map<String, Object> userInfo(Org org, String baseUrl) {
        Row user = org.user();
        var info = new LinkedHashMap<String, Object>();
        info.put("sub", url(org, baseUrl));
        info.put("user_id", org.userId());
        info.put("organization_id", org.id());
        info.put("preferred_username", user.text("Username"));
        info.put("nickname", user.text("Alias"));
        info.put("name", user.text("Name"));
        info.put("email", user.text("Email"));
        info.put("email_verified", true);
        info.put("given_name", user.text("FirstName"));
        info.put("family_name", user.text("LastName"));
        info.put("zoneinfo", user.text("TimeZoneSidKey"));
        info.put("photos", Map.of("picture", baseUrl + "/profilephoto/005/F"));
        info.put("profile", baseUrl + "/" + org.userId());
        info.put("picture", baseUrl + "/profilephoto/005/F");
        info.put("urls", urls(org, baseUrl));
        info.put("active", true);
        info.put("user_type", "STANDARD");
        info.put("language", user.text("LanguageLocaleKey"));
        info.put("locale", user.text("LocaleSidKey"));
        info.put("utcOffset", 0);
        return info;
    }

    private static Map<String, String> urls(Org org, String baseUrl) {
        String data = baseUrl + "/services/data/v{version}/";
        String org15 = org.id().substring(0, 15);
        var urls = new LinkedHashMap<String, String>();
        urls.put("enterprise", baseUrl + "/services/Soap/c/{version}/" + org15);
        urls.put("partner", baseUrl + "/services/Soap/u/{version}/" + org15);
        urls.put("rest", data);
        urls.put("sobjects", data + "sobjects/");
        urls.put("search", data + "search/");
        urls.put("query", data + "query/");
        urls.put("recent", data + "recent/");
        urls.put("profile", baseUrl + "/" + org.userId());
        return urls;
    }
}
