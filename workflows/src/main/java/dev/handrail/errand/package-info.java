/** Errands of the office: several tool calls for one wish, taken back together when one of them cannot be made. */
@NullMarked
package dev.handrail.errand;

import org.jspecify.annotations.NullMarked;
