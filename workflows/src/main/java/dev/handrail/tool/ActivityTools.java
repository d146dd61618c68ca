package dev.handrail.tool;

import static dev.handrail.tool.Category.ACTIVITY;
import static dev.handrail.tool.Parameter.choice;
import static dev.handrail.tool.Parameter.date;
import static dev.handrail.tool.Parameter.integer;
import static dev.handrail.tool.Parameter.recordId;
import static dev.handrail.tool.Parameter.text;

import java.util.List;

final class ActivityTools {

    private static final int LONG_TEXT = 32_000;
    private static final Parameter LEAD = recordId("leadId", "Lead it is about").optional();
    private static final Parameter RELATED =
            recordId("relatedToId", "Account or opportunity it is about").optional();

    static final List<Tool> ALL = List.of(
            LeadTools.tool(
                    "create_task",
                    "Create task",
                    "Creates an open task for a person.",
                    ACTIVITY,
                    Undo.COMPENSATABLE,
                    Effect.APPEND,
                    List.of(
                            text("subject", 255, "What is to be done"),
                            text("description", LONG_TEXT, "Details").optional(),
                            choice("priority", List.of("Low", "Normal", "High"), "Priority; Normal when left out")
                                    .optional(),
                            date("dueDate", "Due date, YYYY-MM-DD; tomorrow when left out")
                                    .optional(),
                            LEAD,
                            RELATED)),
            LeadTools.tool(
                    "log_activity",
                    "Log activity",
                    "Logs something that happened as a completed activity.",
                    ACTIVITY,
                    Undo.COMPENSATABLE,
                    Effect.APPEND,
                    List.of(
                            text("type", 80, "Kind of activity, for example 'AI Analysis'"),
                            text("description", LONG_TEXT, "What happened"),
                            LEAD,
                            RELATED)),
            LeadTools.tool(
                    "add_note",
                    "Add note",
                    "Adds a note to a lead, account or opportunity.",
                    ACTIVITY,
                    Undo.COMPENSATABLE,
                    Effect.APPEND,
                    List.of(text("text", LONG_TEXT, "The note"), LEAD, RELATED)),
            LeadTools.tool(
                    "create_follow_up",
                    "Create follow-up",
                    "Schedules a follow-up with a lead some days from now.",
                    ACTIVITY,
                    Undo.COMPENSATABLE,
                    Effect.APPEND,
                    List.of(
                            recordId("leadId", "Lead to follow up with"),
                            text("type", 80, "Kind of follow-up, for example 'nurture'"),
                            integer("delayDays", 0, 730, "Days from now"))));

    private ActivityTools() {}
}
