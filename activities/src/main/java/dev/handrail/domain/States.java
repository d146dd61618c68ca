package dev.handrail.domain;

import dev.handrail.action.ActionRefused;
import dev.handrail.call.Refusal;
import dev.handrail.connector.CrmRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which state may follow which. */
record States(Map<String, List<String>> next) {

    /** @throws ActionRefused with the states that may follow */
    void require(CrmRecord record, String to) {
        String from = record.text("status").orElse("unknown");
        List<String> allowed = next.getOrDefault(from, List.of());
        if (!allowed.contains(to)) {
            String what = record.ref().type().name().toLowerCase(Locale.ROOT);
            throw new ActionRefused(
                    Refusal.RULE_VIOLATED,
                    allowed.isEmpty()
                            ? "This %s is %s and stays so".formatted(what, from)
                            : "This %s is %s; it can become %s, not %s"
                                    .formatted(what, from, String.join(" or ", allowed), to));
        }
    }
}
