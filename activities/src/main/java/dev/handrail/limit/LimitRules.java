package dev.handrail.limit;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits of each connector, for every tenant alike.
 *
 * @param connectors by the connector's name; one that is not named has those of {@link Tiers#crm()}
 */
public record LimitRules(Map<String, Tiers> connectors) {

    /**
     * The limits of one tenant's calls of one connector.
     *
     * @param perLead null for none
     * @param perAccount null for none
     */
    public record Tiers(@Nullable Limit perLead, @Nullable Limit perAccount, Limit global) {

        /** What protects the quota of a real CRM: 10, 100 and 1000 calls a minute (seed 001, section 4). */
        public static Tiers crm() {
            return new Tiers(Limit.perMinute(10), Limit.perMinute(100), Limit.perMinute(1000));
        }

        public Tiers withGlobal(Limit most) {
            return new Tiers(perLead, perAccount, most);
        }

        /** The built-in CRM has no quota; this only stops a caller that runs wild. */
        public static Tiers builtIn() {
            return new Tiers(null, null, Limit.perMinute(100_000));
        }
    }

    public LimitRules {
        connectors = Map.copyOf(connectors);
    }

    public static LimitRules defaults() {
        return new LimitRules(Map.of("office", Tiers.builtIn()));
    }

    public LimitRules with(String connector, Tiers tiers) {
        Map<String, Tiers> changed = new HashMap<>(connectors);
        changed.put(connector, tiers);
        return new LimitRules(changed);
    }

    public Tiers of(String connector) {
        return connectors.getOrDefault(connector, Tiers.crm());
    }
}
