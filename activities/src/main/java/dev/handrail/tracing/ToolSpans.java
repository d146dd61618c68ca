package dev.handrail.tracing;

import dev.handrail.call.CallResult;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import io.opentelemetry.api.trace.Span;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;

/** Says on an activity's span which tool was called, for which tenant, and how it ended. */
final class ToolSpans extends WorkerInterceptorBase {

    static final String TOOL = "handrail.tool";
    static final String TENANT = "handrail.tenant";
    static final String RESULT = "handrail.result";

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {

            @Override
            public ActivityOutput execute(ActivityInput input) {
                Object[] arguments = input.getArguments();
                if (arguments.length == 1 && arguments[0] instanceof ToolCall call) {
                    note(call.tool(), call.tenant());
                } else if (arguments.length == 1 && arguments[0] instanceof UndoRequest undo) {
                    note(undo.tool(), undo.tenant());
                }
                ActivityOutput output = super.execute(input);
                if (output.getResult() instanceof CallResult result) {
                    Span.current()
                            .setAttribute(
                                    RESULT,
                                    result.code() == null ? result.status().name() : result.code());
                } else if (output.getResult() instanceof UndoResult result) {
                    Span.current().setAttribute(RESULT, result.status().name());
                }
                return output;
            }
        };
    }

    private static void note(String tool, String tenant) {
        Span.current().setAttribute(TOOL, tool).setAttribute(TENANT, tenant);
    }
}
