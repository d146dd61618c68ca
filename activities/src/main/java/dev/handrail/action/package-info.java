/** What each tool does to a CRM, written once for every connector. */
@NullMarked
package dev.handrail.action;

import org.jspecify.annotations.NullMarked;
