package dev.handrail.action;

import dev.handrail.connector.Search;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the next steps of a lead need and an earlier one can take along, since it goes over the network anyway.
 *
 * @param leadFields that they will write on the lead
 * @param searches that they will make
 */
public record Ahead(Map<String, Object> leadFields, List<Search> searches) {

    public static final Ahead NOTHING = new Ahead(Map.of(), List.of());

    public Ahead {
        leadFields = Collections.unmodifiableMap(new LinkedHashMap<>(leadFields));
        searches = List.copyOf(searches);
    }

    static Ahead writing(Map<String, Object> leadFields) {
        return new Ahead(leadFields, List.of());
    }

    public Ahead and(Ahead later) {
        Map<String, Object> fields = new LinkedHashMap<>(leadFields);
        fields.putAll(later.leadFields);
        List<Search> all = new ArrayList<>(searches);
        all.addAll(later.searches);
        return new Ahead(fields, all);
    }
}
