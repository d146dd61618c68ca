package dev.handrail.tool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Operations that are forbidden by name: the deny list of seed 001, with what to do instead. */
public final class DeniedNames {

    private static final Map<Pattern, String> REASONS = new LinkedHashMap<>();

    static {
        deny("^delete_", "Delete operations are prohibited; set the status to 'Disqualified' instead");
        deny("^hard_delete", "Deleting past the recycle bin is prohibited; set the status to 'Disqualified' instead");
        deny("^mass_", "Bulk operations require manual approval; call the tool once for each record");
        deny("^merge_", "Merging cannot be undone; ask a person to merge the records");
        deny("schema_change", "Schema modifications are not allowed; ask an administrator of the CRM");
        deny("permission_change", "Permission changes are not allowed; ask an administrator of the CRM");
        deny("execute.*query", "Arbitrary SOQL or SQL is not allowed; use the tools that read");
        deny("export", "Bulk data export requires approval; read single records instead");
    }

    private DeniedNames() {}

    public static Optional<String> reasonFor(String name) {
        return REASONS.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(name).find())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static void deny(String pattern, String reason) {
        REASONS.put(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), reason);
    }
}
