/** The objects and fields of the org. */
@NullMarked
package dev.handrail.simulator.salesforce.schema;

import org.jspecify.annotations.NullMarked;
