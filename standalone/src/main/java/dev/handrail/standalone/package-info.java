/** Everything in one process, with its own Postgres and Temporal: for the first minute and for tests. */
@NullMarked
package dev.handrail.standalone;

import org.jspecify.annotations.NullMarked;
