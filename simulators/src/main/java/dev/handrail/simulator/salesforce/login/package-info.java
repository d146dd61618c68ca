/** Signing in and what a session is good for. */
@NullMarked
package dev.handrail.simulator.salesforce.login;

import org.jspecify.annotations.NullMarked;
