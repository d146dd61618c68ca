/** SOQL and SOSL. */
@NullMarked
package dev.handrail.simulator.salesforce.query;

import org.jspecify.annotations.NullMarked;
