/** The one door: every tool call passes policy, limits, breaker, write and audit here. */
@NullMarked
package dev.handrail.door;

import org.jspecify.annotations.NullMarked;
