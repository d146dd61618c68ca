/** Salesforce as its clients see it. */
@NullMarked
package dev.handrail.simulator.salesforce;

import org.jspecify.annotations.NullMarked;
