/** What goes wrong on demand, and when. */
@NullMarked
package dev.handrail.simulator.fault;

import org.jspecify.annotations.NullMarked;
