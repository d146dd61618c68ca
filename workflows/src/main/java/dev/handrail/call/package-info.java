/** A tool call: the one way to change a CRM, as a workflow of its own or as a step of a lead. */
@NullMarked
package dev.handrail.call;

import org.jspecify.annotations.NullMarked;
