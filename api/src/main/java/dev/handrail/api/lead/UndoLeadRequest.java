package dev.handrail.api.lead;

/** @param reason why, for the audit */
record UndoLeadRequest(String reason) {}
