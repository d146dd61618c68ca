package dev.handrail.api.authorization;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code POST /api/authorizations/batch} takes: one decision on exactly these. */
record BatchRequest(
        List<String> ids, String decision, @Nullable String notes) {}
