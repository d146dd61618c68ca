/** Requests, answers and the wire, which can be cut or made to stutter. */
@NullMarked
package dev.handrail.simulator.http;

import org.jspecify.annotations.NullMarked;
