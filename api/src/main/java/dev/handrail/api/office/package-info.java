/** The business whose office the built-in CRM is. */
@NullMarked
package dev.handrail.api.office;

import org.jspecify.annotations.NullMarked;
