/** How the tenant's CRM is, and getting it ready. */
@NullMarked
package dev.handrail.api.crm;

import org.jspecify.annotations.NullMarked;
