/** How what Handrail says reaches Temporal: as JSON, encrypted, since a history is a copy of the CRM. */
@NullMarked
package dev.handrail.codec;

import org.jspecify.annotations.NullMarked;
