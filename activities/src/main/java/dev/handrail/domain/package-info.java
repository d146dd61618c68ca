/** The office's domains. A handler's methods are their actions; tools, schemas, MCP and documentation follow from them. */
@NullMarked
package dev.handrail.domain;

import org.jspecify.annotations.NullMarked;
