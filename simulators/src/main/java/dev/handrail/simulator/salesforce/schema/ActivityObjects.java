package dev.handrail.simulator.salesforce.schema;

import dev.handrail.simulator.salesforce.schema.Field.Trait;
import java.util.List;
import java.util.Map;

/** Tasks, events and notes. */
final class ActivityObjects {

    static final Option[] TASK_STATUSES = {
        Option.of("Not Started").atFirst(),
        Option.of("In Progress"),
        Option.of("Completed").with(Map.of("IsClosed", true)),
        Option.of("Waiting on someone else"),
        Option.of("Deferred")
    };

    private ActivityObjects() {}

    static List<ObjectType> all() {
        return List.of(task(), event(), note());
    }

    private static Field who() {
        return Field.reference("WhoId", "Name ID", "Who", "Contact", "Lead").with(Trait.CASCADE);
    }

    private static Field what() {
        return Field.reference("WhatId", "Related To ID", "What", "Account", "Opportunity", "Campaign")
                .with(Trait.CASCADE);
    }

    private static ObjectType task() {
        var task = new ObjectType("Task", "Task", "Tasks", "00T", true)
                .add(
                        Field.id(),
                        who(),
                        what(),
                        Field.custom("Subject", "Subject", FieldType.COMBOBOX, 255, 0, 0)
                                .with(Trait.NAME)
                                .choosing(List.of(
                                        Option.of("Call"),
                                        Option.of("Email"),
                                        Option.of("Send Letter"),
                                        Option.of("Other"))),
                        Field.date("ActivityDate", "Due Date Only"),
                        Field.picklist("Status", "Status", TASK_STATUSES),
                        Field.picklist(
                                "Priority",
                                "Priority",
                                Option.of("High"),
                                Option.of("Normal").atFirst(),
                                Option.of("Low")),
                        Field.longText("Description", "Description", 32000),
                        Field.picklist("Type", "Type", "Call", "Email", "Meeting", "Other"),
                        Field.picklist(
                                "TaskSubtype",
                                "Task Subtype",
                                Option.of("Task").atFirst(),
                                Option.of("Call"),
                                Option.of("Email"),
                                Option.of("ListEmail")),
                        Field.integer("CallDurationInSeconds", "Call Duration", 8),
                        Field.picklist("CallType", "Call Type", "Internal", "Inbound", "Outbound"),
                        Field.text("CallDisposition", "Call Result", 255),
                        Field.moment("ReminderDateTime", "Reminder Date/Time"),
                        Field.flag("IsReminderSet", "Reminder Set"),
                        Field.moment("CompletedDateTime", "Completed Date/Time").with(Trait.READ_ONLY),
                        Field.flag("IsHighPriority", "High Priority")
                                .derived(values -> "High".equals(values.get("Priority"))),
                        Field.flag("IsClosed", "Closed").derived(values -> "Completed".equals(values.get("Status"))))
                .add(SystemFields.analysis());
        return SystemFields.addTo(task, true);
    }

    private static ObjectType event() {
        var event = new ObjectType("Event", "Event", "Events", "00U", true)
                .add(
                        Field.id(),
                        who(),
                        what(),
                        Field.text("Subject", "Subject", 255).with(Trait.NAME),
                        Field.text("Location", "Location", 255),
                        Field.flag("IsAllDayEvent", "All-Day Event"),
                        Field.moment("ActivityDateTime", "Due Date Time"),
                        Field.date("ActivityDate", "Due Date Only"),
                        Field.integer("DurationInMinutes", "Duration", 8),
                        Field.moment("StartDateTime", "Start Date Time"),
                        Field.moment("EndDateTime", "End Date Time"),
                        Field.longText("Description", "Description", 32000),
                        Field.picklist("ShowAs", "Show Time As", "Busy", "OutOfOffice", "Free"))
                .add(SystemFields.analysis());
        return SystemFields.addTo(event, true);
    }

    private static ObjectType note() {
        var note = new ObjectType("Note", "Note", "Notes", "002", true)
                .add(
                        Field.id(),
                        Field.reference(
                                        "ParentId",
                                        "Parent ID",
                                        "Parent",
                                        "Account",
                                        "Contact",
                                        "Lead",
                                        "Opportunity",
                                        "Campaign")
                                .with(Trait.REQUIRED, Trait.CASCADE),
                        Field.text("Title", "Title", 80).with(Trait.REQUIRED, Trait.NAME),
                        Field.flag("IsPrivate", "Private"),
                        Field.longText("Body", "Body", 32000));
        return SystemFields.addTo(note, true);
    }
}
