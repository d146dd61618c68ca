/** Whether a lead would be taken and worked on. */
@NullMarked
package dev.handrail.api.health;

import org.jspecify.annotations.NullMarked;
