/** Salesforce behind the connector's door: its records, query languages, errors and ways to sign in. */
@NullMarked
package dev.handrail.salesforce;

import org.jspecify.annotations.NullMarked;
