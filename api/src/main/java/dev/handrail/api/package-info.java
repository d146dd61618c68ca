/** The front of Handrail: REST and MCP over the durable workflows. */
@NullMarked
package dev.handrail.api;

import org.jspecify.annotations.NullMarked;
