/** A grounded lead on its way into the CRM. */
@NullMarked
package dev.handrail.lead;

import org.jspecify.annotations.NullMarked;
