/** Calls to Temporal that end in time, also while it is away. */
@NullMarked
package dev.handrail.api.temporal;

import org.jspecify.annotations.NullMarked;
