package dev.handrail.api.web;

import dev.handrail.api.request.Parameters;
import org.jspecify.annotations.Nullable;

/** What a form of a page sends: a field that was left empty was left out. */
final class Given {

    private Given() {}

    static @Nullable String text(String name, @Nullable String value, int longest) {
        return value == null || value.isBlank() ? null : Parameters.text(name, value.strip(), longest);
    }
}
