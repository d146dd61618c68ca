/** What was asked and what came of it, in order, so that tests can count effects. */
@NullMarked
package dev.handrail.simulator.ledger;

import org.jspecify.annotations.NullMarked;
