/** Where leads and their outcomes are found again. */
@NullMarked
package dev.handrail.outcome;

import org.jspecify.annotations.NullMarked;
