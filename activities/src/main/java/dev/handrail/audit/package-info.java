/** The audit: every effect leaves a redacted row that can be added but not changed. */
@NullMarked
package dev.handrail.audit;

import org.jspecify.annotations.NullMarked;
