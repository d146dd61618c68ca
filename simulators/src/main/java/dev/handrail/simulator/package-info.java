/** CRMs to try things against without an account: the command line. */
@NullMarked
package dev.handrail.simulator;

import org.jspecify.annotations.NullMarked;
