/** The REST resources. */
@NullMarked
package dev.handrail.simulator.salesforce.rest;

import org.jspecify.annotations.NullMarked;
