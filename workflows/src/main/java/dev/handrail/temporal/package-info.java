/** The names under which Handrail's work is found in Temporal. */
@NullMarked
package dev.handrail.temporal;

import org.jspecify.annotations.NullMarked;
