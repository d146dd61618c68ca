/** Rate limits per lead, account and connector, exact across processes. */
@NullMarked
package dev.handrail.limit;

import org.jspecify.annotations.NullMarked;
