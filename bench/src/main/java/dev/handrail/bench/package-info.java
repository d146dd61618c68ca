/** Measures the product beside a bare workflow, interleaved on the same Temporal and Postgres. */
@NullMarked
package dev.handrail.bench;

import org.jspecify.annotations.NullMarked;
