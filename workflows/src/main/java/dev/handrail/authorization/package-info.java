/** Pausing for a person, and what that person decided. */
@NullMarked
package dev.handrail.authorization;

import org.jspecify.annotations.NullMarked;
