/** The SOAP calls that have no REST resource. */
@NullMarked
package dev.handrail.simulator.salesforce.soap;

import org.jspecify.annotations.NullMarked;
