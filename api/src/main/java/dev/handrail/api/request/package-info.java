/** Reads requests strictly: UTF-8, JSON, schema, idempotency keys. */
@NullMarked
package dev.handrail.api.request;

import org.jspecify.annotations.NullMarked;
