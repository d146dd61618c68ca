/** Reads days, times and spans as people and models say them, and asks back rather than guess. */
@NullMarked
package dev.handrail.when;

import org.jspecify.annotations.NullMarked;
