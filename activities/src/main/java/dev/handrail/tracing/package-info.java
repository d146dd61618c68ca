/** Traces of requests, workflows and tool calls for an OpenTelemetry collector, when one is configured. */
@NullMarked
package dev.handrail.tracing;

import org.jspecify.annotations.NullMarked;
