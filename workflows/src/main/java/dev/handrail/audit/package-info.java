/** The audit chain: what a row is, how rows are linked, and the proof that none was changed. Pure; no I/O. */
@NullMarked
package dev.handrail.audit;

import org.jspecify.annotations.NullMarked;
