package dev.handrail.call;

import org.jspecify.annotations.Nullable;

/**
 * What became of an undo.
 *
 * @param taskId the task left for a person, when it could not be undone
 */
public record UndoResult(
        Status status,
        @Nullable String crmRecordId,
        String message,
        @Nullable String taskId) {

    public enum Status {
        UNDONE,
        NOTHING_TO_UNDO,
        /** Someone changed the record since, the effect is irreversible, or the CRM refused. */
        LEFT_FOR_A_PERSON
    }
}
