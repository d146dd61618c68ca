/** What dashboards and alerts see of tool calls, under the names of the seeds. */
@NullMarked
package dev.handrail.metrics;

import org.jspecify.annotations.NullMarked;
