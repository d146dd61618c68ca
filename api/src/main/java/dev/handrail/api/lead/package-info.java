/** Takes leads in and tells how they stand. */
@NullMarked
package dev.handrail.api.lead;

import org.jspecify.annotations.NullMarked;
