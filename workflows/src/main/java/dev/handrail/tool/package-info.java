/** The catalog: what each tool is called, takes, may do, and how it is undone. */
@NullMarked
package dev.handrail.tool;

import org.jspecify.annotations.NullMarked;
