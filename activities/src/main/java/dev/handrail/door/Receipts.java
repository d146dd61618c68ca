package dev.handrail.door;

import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.call.CallResult;
import dev.handrail.call.LeadContext;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.connector.Connector;

/** Writes the receipt of a call into the transaction of its effect. */
final class Receipts {}
