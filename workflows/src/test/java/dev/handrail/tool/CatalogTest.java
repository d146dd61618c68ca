package dev.handrail.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CatalogTest {

    private static final Catalog CATALOG = Catalog.crm();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

    static Stream<Tool> tools() {
        return CATALOG.all().stream();
    }

    @Test
    void hasEveryToolOfTheSeed() {
        assertThat(CATALOG.all())
                .extracting(Tool::name)
                .containsExactlyInAnyOrder(
                        "create_lead",
                        "upsert_lead",
                        "convert_lead",
                        "assign_owner",
                        "update_lead_status",
                        "update_lead_fields",
                        "set_lead_score",
                        "set_intent_level",
                        "tag_lead",
                        "match_account",
                        "create_contact",
                        "link_contact_to_account",
                        "create_opportunity",
                        "update_opportunity_stage",
                        "set_opportunity_value",
                        "attach_campaign",
                        "create_task",
                        "log_activity",
                        "add_note",
                        "create_follow_up",
                        "sync_firmographics",
                        "sync_enrichment_metadata",
                        "validate_existing_fields");
    }

    /** MCP 2025-11-25: 1 to 128 letters, digits, underscores, hyphens and dots. */
    @ParameterizedTest
    @MethodSource("tools")
    void hasANameThatMcpTakes(Tool tool) {
        assertThat(tool.name()).matches("[A-Za-z0-9_.-]{1,128}");
        assertThat(tool.title()).isNotBlank();
        assertThat(tool.description()).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("tools")
    void describesItsArgumentsByAValidSchema(Tool tool) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Schema metaSchema = registry.getSchema(SchemaLocation.of(DRAFT));

        assertThat(metaSchema.validate(JSON.valueToTree(tool.inputSchema()))).isEmpty();
        assertThat(tool.inputSchema())
                .containsEntry("type", "object")
                .containsEntry("additionalProperties", false)
                .containsEntry("required", tool.required());
        assertThat(tool.parameters())
                .allSatisfy(parameter -> assertThat(parameter.schema()).containsKey("description"));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void writesItsSchemaTheSameWayEachTime(Tool tool) {
        assertThat(tool.parameters())
                .allSatisfy(parameter -> assertThat(JSON.writeValueAsString(parameter.schema()))
                        .isEqualTo(JSON.writeValueAsString(new java.util.TreeMap<>(parameter.schema()))));
    }

    @ParameterizedTest
    @CsvSource({
        "convert_lead, REQUIRES_AUTHORIZATION, IRREVERSIBLE",
        "set_opportunity_value, SOFT_LIMIT, REVERSIBLE",
        "upsert_lead, UNRESTRICTED, REVERSIBLE",
        "create_lead, UNRESTRICTED, COMPENSATABLE",
        "validate_existing_fields, UNRESTRICTED, NONE"
    })
    void saysWhatStandsBeforeAToolAndHowItIsUndone(String name, Permission permission, Undo undo) {
        assertThat(CATALOG.tool(name).permission()).isEqualTo(permission);
        assertThat(CATALOG.tool(name).undo()).isEqualTo(undo);
    }

    @Test
    void knowsNoOtherTool() {
        assertThat(CATALOG.find("drop_everything")).isEmpty();
        assertThatThrownBy(() -> CATALOG.tool("drop_everything"))
                .hasMessageContaining("no tool called drop_everything");
    }

    @ParameterizedTest
    @CsvSource({
        "createLead, create_lead",
        "create-lead, create_lead",
        "crm.lead.create, create_lead",
        "CREATE_LEAD, create_lead",
        "leads_score_set, set_lead_score",
        "add_notes, add_note",
        "matchAccount, match_account",
        "firmographics, sync_firmographics",
        "set_opportunty_value, set_opportunity_value"
    })
    void saysWhichToolWasProbablyMeant(String wrong, String meant) {
        assertThat(CATALOG.nearest(wrong)).first().isEqualTo(meant);
        assertThat(CATALOG.nearest(wrong)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void suggestsNothingForSomethingElse() {
        assertThat(CATALOG.nearest("weather")).isEmpty();
        assertThat(CATALOG.nearest("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete_lead",
                "delete_contact",
                "DELETE_LEAD",
                "mass_update",
                "mass_reassign",
                "schema_change",
                "permission_change",
                "execute_query",
                "execute_soql_query",
                "bulk_export",
                "export_leads",
                "merge_leads",
                "merge_accounts",
                "hard_delete"
            })
    void deniesTheNamesOfTheSeedAndSaysWhatToDoInstead(String name) {
        assertThat(DeniedNames.reasonFor(name))
                .hasValueSatisfying(reason -> assertThat(reason).contains("; "));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void deniesNoneOfItsOwn(Tool tool) {
        assertThat(DeniedNames.reasonFor(tool.name())).isEmpty();
    }

    @Test
    void refusesAToolThatIsDeclaredWrong() {
        assertThatThrownBy(() -> tool("delete_lead", Undo.COMPENSATABLE, Effect.UPDATE, 1))
                .hasMessageContaining("Delete operations are prohibited");
        assertThatThrownBy(() -> tool("Look Up", Undo.REVERSIBLE, Effect.READ, 0))
                .hasMessageContaining("snake_case")
                .hasMessageContaining("nothing to undo")
                .hasMessageContaining("at least one call");
        assertThatThrownBy(() -> tool("look_up", Undo.NONE, Effect.UPDATE, 1)).hasMessageContaining("how it is undone");
        assertThatThrownBy(() -> new Catalog(List.of(
                        tool("look_up", Undo.NONE, Effect.READ, 1), tool("look_up", Undo.NONE, Effect.READ, 1))))
                .hasMessage("Two tools are called look_up");
    }

    private static Tool tool(String name, Undo undo, Effect effect, int cost) {
        return new Tool(
                name,
                "Title",
                "Does something.",
                Category.ACTIVITY,
                Permission.UNRESTRICTED,
                undo,
                effect,
                List.of(),
                cost,
                Duration.ofSeconds(30));
    }
}
