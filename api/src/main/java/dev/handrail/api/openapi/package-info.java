/** The OpenAPI document and its Swagger UI. */
@NullMarked
package dev.handrail.api.openapi;

import org.jspecify.annotations.NullMarked;
