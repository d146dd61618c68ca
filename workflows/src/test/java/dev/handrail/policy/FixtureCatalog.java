package dev.handrail.policy;

import dev.handrail.tool.Catalog;
import dev.handrail.tool.Category;
import dev.handrail.tool.Effect;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Tool;
import dev.handrail.tool.Undo;
import java.util.List;
import java.util.stream.Stream;

/** The catalog with tools on the deny list, of which there are none yet. */
public final class FixtureCatalog {

    public static final Catalog WITH_DENIED = new Catalog(Stream.concat(
                    Catalog.crm().all().stream(),
                    Stream.of("delete_lead", "delete_contact", "merge_accounts", "bulk_export")
                            .map(FixtureCatalog::denied))
            .toList());

    private FixtureCatalog() {}

    private static Tool denied(String name) {
        return new Tool(
                name,
                name,
                name,
                Category.LEAD_LIFECYCLE,
                Permission.FORBIDDEN,
                Undo.IRREVERSIBLE,
                Effect.UPDATE,
                List.of(),
                1,
                Tool.DEFAULT_TIMEOUT);
    }
}
