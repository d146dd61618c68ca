/** What each CRM still lets us call, as it says itself, shared between processes. */
@NullMarked
package dev.handrail.budget;

import org.jspecify.annotations.NullMarked;
