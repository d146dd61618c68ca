/** Tenants and the row-level security that keeps them apart. */
@NullMarked
package dev.handrail.tenant;

import org.jspecify.annotations.NullMarked;
