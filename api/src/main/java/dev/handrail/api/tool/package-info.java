/** Lists the tools and calls them; REST and MCP share it. */
@NullMarked
package dev.handrail.api.tool;

import org.jspecify.annotations.NullMarked;
