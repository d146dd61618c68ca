/** Authorizations: what waits for a person, who may decide, what was decided. */
@NullMarked
package dev.handrail.approval;

import org.jspecify.annotations.NullMarked;
