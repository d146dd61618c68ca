/** The policy of each tenant, and what its conditions read from the past. */
@NullMarked
package dev.handrail.policy;

import org.jspecify.annotations.NullMarked;
