/** The records of the org and the rules by which they change. */
@NullMarked
package dev.handrail.simulator.salesforce.data;

import org.jspecify.annotations.NullMarked;
