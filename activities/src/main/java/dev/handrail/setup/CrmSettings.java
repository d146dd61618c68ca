package dev.handrail.setup;

import dev.handrail.hubspot.HubSpotSettings;
import dev.handrail.salesforce.SalesforceSettings;
import dev.handrail.setup.TenantSettings.Setting;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DurationStyle;

/**
 * Which CRM a tenant works with, and how it is reached: {@code CRM_PROVIDER}, {@code HUBSPOT_…}, {@code SALESFORCE_…},
 * each with {@code __TENANT} at its end for one tenant. What it signs in with is not here.
 */
record CrmSettings(CrmProvider provider, HubSpotSettings hubSpot, SalesforceSettings salesforce) {

    static final String PROVIDER = "CRM_PROVIDER";

    private static final Logger log = LoggerFactory.getLogger(CrmSettings.class);

    /** A tool call may take 30 seconds. */
    private static final Duration LONGEST = Duration.ofSeconds(29);

    /** @throws InvalidConfigurationPropertyValueException when one of them cannot be; it says what can */
    static CrmSettings of(String tenant, Function<String, @Nullable String> variables) {
        TenantSettings settings = new TenantSettings(tenant, variables);
        return new CrmSettings(provider(settings), hubSpot(settings), salesforce(settings));
    }

    private static CrmProvider provider(TenantSettings settings) {
        return settings.find(PROVIDER).map(CrmSettings::provider).orElse(CrmProvider.OFFICE);
    }

    private static CrmProvider provider(Setting setting) {
        return switch (setting.text().toUpperCase(Locale.ROOT)) {
            case "OFFICE" -> CrmProvider.OFFICE;
            case "SALESFORCE" -> CrmProvider.SALESFORCE;
            case "HUBSPOT" -> CrmProvider.HUBSPOT;
            case "MOCK" -> {
                log.info("{}=MOCK is taken for OFFICE, the built-in CRM", setting.variable());
                yield CrmProvider.OFFICE;
            }
            default -> throw setting.wrong("It must be OFFICE (the built-in CRM), SALESFORCE or HUBSPOT");
        };
    }

    private static SalesforceSettings salesforce(TenantSettings settings) {
        SalesforceSettings usual = SalesforceSettings.defaults();
        Duration timeout = timeout(settings, "SALESFORCE_TIMEOUT", usual.timeout());
        return settings.get(
                "SALESFORCE_API_VERSION",
                version -> new SalesforceSettings(version, timeout),
                new SalesforceSettings(usual.apiVersion(), timeout),
                "It must be a version such as v65.0");
    }

    private static HubSpotSettings hubSpot(TenantSettings settings) {
        HubSpotSettings usual = HubSpotSettings.of(settings.get(
                "HUBSPOT_URL", CrmSettings::address, HubSpotSettings.HUBSPOT, "It must be an https address"));
        HubSpotSettings reached = usual.withReadTimeout(timeout(settings, "HUBSPOT_TIMEOUT", usual.readTimeout()))
                .inZone(settings.get(
                        "HUBSPOT_ZONE", ZoneId::of, usual.zone(), "It must be a time zone such as Europe/Berlin"));
        HubSpotSettings selling = reached.withPipeline(
                settings.find("HUBSPOT_PIPELINE_ID").map(Setting::text).orElse(usual.pipeline()),
                stages(settings, usual));
        return settings.find("HUBSPOT_PORTAL_ID")
                .map(CrmSettings::portal)
                .map(selling::ofPortal)
                .orElse(selling);
    }

    /** As with a sign-in to Salesforce: a token never travels in the clear but to this machine. */
    private static URI address(String text) {
        URI url = URI.create(text.replaceAll("/+$", ""));
        boolean here = "127.0.0.1".equals(url.getHost()) || "localhost".equals(url.getHost());
        if (url.getHost() == null || !("https".equals(url.getScheme()) || here)) {
            throw new IllegalArgumentException("No https address");
        }
        return url;
    }

    /** The ids of a pipeline's stages are its own, so they have to be named with it. */
    private static Map<String, String> stages(TenantSettings settings, HubSpotSettings usual) {
        Optional<Map<String, String>> named = settings.find("HUBSPOT_STAGES").map(CrmSettings::stages);
        settings.find("HUBSPOT_PIPELINE_ID")
                .filter(pipeline -> named.isEmpty() && !pipeline.text().equals(usual.pipeline()))
                .ifPresent(pipeline -> {
                    throw pipeline.wrong(
                            "Name the ids of its stages in HUBSPOT_STAGES, such as Prospecting=1234,Closed Won=1239");
                });
        return named.orElse(usual.stages());
    }

    private static Map<String, String> stages(Setting setting) {
        Map<String, String> known = HubSpotSettings.of(HubSpotSettings.HUBSPOT).stages();
        Map<String, String> stages = new LinkedHashMap<>();
        for (String pair : setting.text().split(",", -1)) {
            String[] sides = pair.strip().split("\\s*=\\s*", -1);
            if (sides.length != 2 || sides[1].isEmpty() || !known.containsKey(sides[0])) {
                throw setting.wrong("It must be pairs such as Prospecting=1234,Closed Won=1239; the stages are %s"
                        .formatted(String.join(", ", known.keySet())));
            }
            stages.put(sides[0], sides[1]);
        }
        return stages;
    }

    private static String portal(Setting setting) {
        if (!setting.text().matches("\\d{1,20}")) {
            throw setting.wrong("It must be the account's number");
        }
        return setting.text();
    }

    private static Duration timeout(TenantSettings settings, String name, Duration usual) {
        return settings.get(name, CrmSettings::timeout, usual, "It must be a time such as 15s, from 1s to 29s");
    }

    private static Duration timeout(String text) {
        Duration timeout = DurationStyle.detectAndParse(text);
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("Too short or too long");
        }
        return timeout;
    }
}
