/** A running simulator: one CRM behind HTTP with its clock, faults, ledger and admin path. */
@NullMarked
package dev.handrail.simulator.server;

import org.jspecify.annotations.NullMarked;
