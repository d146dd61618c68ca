/** What is particular to Salesforce: its query languages and its record ids. */
@NullMarked
package dev.handrail.salesforce;

import org.jspecify.annotations.NullMarked;
