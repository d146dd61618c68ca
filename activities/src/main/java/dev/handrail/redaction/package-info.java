/** Takes personal data and secrets out of what is logged, audited or answered. */
@NullMarked
package dev.handrail.redaction;

import org.jspecify.annotations.NullMarked;
