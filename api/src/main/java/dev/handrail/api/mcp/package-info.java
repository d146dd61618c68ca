/** The catalog's tools over the Model Context Protocol. */
@NullMarked
package dev.handrail.api.mcp;

import org.jspecify.annotations.NullMarked;
