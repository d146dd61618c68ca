package dev.handrail.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.api.problem.ProblemException;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Tool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentFormTest {

    private static final Catalog CATALOG = Catalog.crm();
    private static final Map<String, Object> DEAL =
            Map.of("name", "Rollout", "leadId", "00Q1", "accountId", "0011", "amount", 1000);

    private static Map<String, Object> changed(String tool, Map<String, Object> asked, String... form) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < form.length; i += 2) {
            fields.put("argument." + form[i], form[i + 1]);
        }
        return ArgumentForm.changed(CATALOG.tool(tool), asked, fields);
    }

    @Test
    void leavesTheCallAsItIsWhenNothingWasChanged() {
        Tool tool = CATALOG.tool("create_opportunity");
        Map<String, String> form = new HashMap<>();
        ArgumentForm.fields(tool, DEAL).forEach(field -> form.put(field.name(), field.value()));

        assertThat(ArgumentForm.changed(tool, DEAL, form)).isNull();
        assertThat(changed("create_opportunity", DEAL)).isNull();
    }

    @Test
    void showsWhatWouldHideAndLeavesItAsItWasAskedForWhenNobodyTouchesIt() {
        Tool tool = CATALOG.tool("create_task");
        Map<String, Object> asked = Map.of("subject", "Pay \u202e000,1", "priority", "High");

        assertThat(ArgumentForm.fields(tool, asked).getFirst().value()).isEqualTo("Pay ⟨U+202E⟩000,1");
        assertThat(changed("create_task", asked, "subject", "Pay ⟨U+202E⟩000,1", "priority", "Low"))
                .containsEntry("subject", "Pay \u202e000,1")
                .containsEntry("priority", "Low");
    }

    @Test
    void readsEachKindOfArgument() {
        assertThat(changed("create_opportunity", DEAL, "amount", "2500.5", "closeDate", "2026-12-01"))
                .containsEntry("amount", 2500.5)
                .containsEntry("closeDate", "2026-12-01")
                .containsEntry("name", "Rollout");
        assertThat(changed("set_lead_score", Map.of("leadId", "1", "score", 40), "score", "41"))
                .containsEntry("score", 41L);
        assertThat(changed("match_account", Map.of("domain", "3m.com"), "createIfNotFound", "true"))
                .containsEntry("createIfNotFound", true);
        assertThat(changed("tag_lead", Map.of("leadId", "1", "tags", List.of("event")), "tags", "[\"partner\"]"))
                .containsEntry("tags", List.of("partner"));
    }

    @Test
    void leavesOutWhatWasEmptied() {
        assertThat(changed("create_opportunity", DEAL, "amount", "")).doesNotContainKey("amount");
    }

    @Test
    void takesNoArgumentThatTheToolDoesNotHave() {
        assertThat(changed("set_lead_score", Map.of("leadId", "1", "score", 40), "score", "41", "evil", "x"))
                .containsOnlyKeys("leadId", "score");
    }

    @Test
    void saysWhichFieldCannotBeRead() {
        assertThatThrownBy(() -> changed("create_opportunity", DEAL, "amount", "much"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().detail()).startsWith("amount cannot be read"));
    }
}
