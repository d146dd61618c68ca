package dev.handrail.action;

import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.NOTE;
import static dev.handrail.connector.RecordType.TASK;

import dev.handrail.call.LeadContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class ActivityActions {

    private ActivityActions() {}

    static Map<String, Action> all() {
        return Map.of(
                "create_task", ActivityActions::createTask,
                "log_activity", ActivityActions::logActivity,
                "add_note", ActivityActions::addNote,
                "create_follow_up", ActivityActions::createFollowUp);
    }

    private static Effected createTask(Arguments arguments, ActionScope scope) {
        Map<String, Object> task =
                arguments.only(List.of("subject", "description", "priority", "dueDate", "leadId", "relatedToId"));
        task.putIfAbsent("priority", "Normal");
        task.putIfAbsent("dueDate", scope.today().plusDays(1).toString());
        task.put("status", "Not Started");
        return create(task, scope);
    }

    private static Effected logActivity(Arguments arguments, ActionScope scope) {
        Map<String, Object> task = arguments.only(List.of("description", "leadId", "relatedToId"));
        task.put("subject", "AI: " + arguments.text("type"));
        task.put("status", "Completed");
        task.put("dueDate", scope.today().toString());
        return create(task, scope);
    }

    private static Effected createFollowUp(Arguments arguments, ActionScope scope) {
        scope.existing(LEAD, arguments.text("leadId"), "leadId");
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("subject", "Follow up: " + arguments.text("type"));
        task.put("leadId", arguments.text("leadId"));
        task.put("status", "Not Started");
        task.put("priority", "Normal");
        task.put(
                "dueDate",
                scope.today().plusDays(arguments.integer("delayDays")).toString());
        return create(task, scope);
    }

    private static Effected addNote(Arguments arguments, ActionScope scope) {
        return Effected.by(scope.create(NOTE, arguments.only(List.of("text", "leadId", "relatedToId"))));
    }

    private static Effected create(Map<String, Object> task, ActionScope scope) {
        LeadContext lead = scope.lead();
        if (lead != null) {
            task.put("externalLeadId", lead.leadId());
        }
        return Effected.by(scope.create(TASK, task));
    }
}
