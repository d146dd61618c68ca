/** Stops attacks in values and tool names without stopping people. */
@NullMarked
package dev.handrail.safety;

import org.jspecify.annotations.NullMarked;
