/** The pages where people see what waits, decide, and look things up. */
@NullMarked
package dev.handrail.api.web;

import org.jspecify.annotations.NullMarked;
