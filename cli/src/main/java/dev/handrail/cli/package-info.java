/** Handrail on the command line: everything over the api, like any other client. */
@NullMarked
package dev.handrail.cli;

import org.jspecify.annotations.NullMarked;
