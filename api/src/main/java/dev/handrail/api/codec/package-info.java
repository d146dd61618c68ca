/** Decodes payloads for Temporal's Web UI. */
@NullMarked
package dev.handrail.api.codec;

import org.jspecify.annotations.NullMarked;
