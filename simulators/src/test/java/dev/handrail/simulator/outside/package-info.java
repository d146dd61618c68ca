/** Installs clients that nobody here wrote, and runs cases with them. */
@NullMarked
package dev.handrail.simulator.outside;

import org.jspecify.annotations.NullMarked;
